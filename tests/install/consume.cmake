# SPDX-License-Identifier: Apache-2.0
# Builds and runs consumer/ in a temporary folder outside the tree. MODE says how it takes xunze.
execute_process(COMMAND mktemp -d OUTPUT_VARIABLE folder OUTPUT_STRIP_TRAILING_WHITESPACE
  COMMAND_ERROR_IS_FATAL ANY)

function(step)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output
    ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    file(REMOVE_RECURSE ${folder})
    message("${output}")
    message(FATAL_ERROR "exit status ${result}: ${ARGN}")
  endif()
endfunction()

file(COPY ${SOURCE}/tests/install/consumer DESTINATION ${folder})
set(options -G Ninja -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}
  -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0)
if(MODE STREQUAL "find_package")
  step(${CMAKE_COMMAND} --install ${BINARY} --prefix ${folder}/prefix)
  # What the library needs inside must not be needed by those who link it.
  list(APPEND options -DCMAKE_PREFIX_PATH=${folder}/prefix
    -DCMAKE_DISABLE_FIND_PACKAGE_Boost=ON -DCMAKE_DISABLE_FIND_PACKAGE_nlohmann_json=ON)
  if(EXISTS ${SOURCE}/policies)
    list(APPEND options -DEXPECT_POLICIES=ON)
  endif()
else()
  list(APPEND options -DXUNZE_SOURCE=${SOURCE})
endif()

step(${CMAKE_COMMAND} -S ${folder}/consumer -B ${folder}/build ${options})
step(${CMAKE_COMMAND} --build ${folder}/build)
step(${folder}/build/consumer)
file(REMOVE_RECURSE ${folder})
