# SPDX-License-Identifier: Apache-2.0
# Compiles GOOD and BAD with COMPILER; see CMakeLists.txt.
function(compile source status output)
  execute_process(
    COMMAND ${COMPILER} -std=c++20 -fsyntax-only -Wall -Wextra -Werror -I${INCLUDE} ${source}
    RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
  set(${status} "${result}" PARENT_SCOPE)
  set(${output} "${text}" PARENT_SCOPE)
endfunction()

compile(${GOOD} status output)
if(NOT status EQUAL 0)
  message("${output}")
  message(FATAL_ERROR "the good twin does not compile")
endif()

file(STRINGS ${BAD} expectations REGEX "^// expect: ")
if(NOT expectations)
  message(FATAL_ERROR "${BAD} has no line `// expect: phrase`")
endif()
compile(${BAD} status output)
if(status EQUAL 0)
  message(FATAL_ERROR "the bad twin compiles")
endif()
foreach(line IN LISTS expectations)
  string(REGEX REPLACE "^// expect: " "" phrase "${line}")
  string(FIND "${output}" "${phrase}" position)
  if(position EQUAL -1)
    message("${output}")
    message(FATAL_ERROR "the compiler's output does not say `${phrase}`")
  endif()
endforeach()
