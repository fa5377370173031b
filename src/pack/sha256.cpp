// SPDX-License-Identifier: Apache-2.0
// SHA-256, so that a report can say which pack it was made with.
#include "xunze/pack/json_text.hpp"

#include <array>
#include <bit>
#include <cstdint>

namespace xunze {
namespace {

using state = std::array<std::uint32_t, 8>;

constexpr state initial{0x6a09e667U, 0xbb67ae85U, 0x3c6ef372U, 0xa54ff53aU,
                        0x510e527fU, 0x9b05688cU, 0x1f83d9abU, 0x5be0cd19U};

constexpr std::array<std::uint32_t, 64> round_constants{
    0x428a2f98U, 0x71374491U, 0xb5c0fbcfU, 0xe9b5dba5U, 0x3956c25bU, 0x59f111f1U, 0x923f82a4U,
    0xab1c5ed5U, 0xd807aa98U, 0x12835b01U, 0x243185beU, 0x550c7dc3U, 0x72be5d74U, 0x80deb1feU,
    0x9bdc06a7U, 0xc19bf174U, 0xe49b69c1U, 0xefbe4786U, 0x0fc19dc6U, 0x240ca1ccU, 0x2de92c6fU,
    0x4a7484aaU, 0x5cb0a9dcU, 0x76f988daU, 0x983e5152U, 0xa831c66dU, 0xb00327c8U, 0xbf597fc7U,
    0xc6e00bf3U, 0xd5a79147U, 0x06ca6351U, 0x14292967U, 0x27b70a85U, 0x2e1b2138U, 0x4d2c6dfcU,
    0x53380d13U, 0x650a7354U, 0x766a0abbU, 0x81c2c92eU, 0x92722c85U, 0xa2bfe8a1U, 0xa81a664bU,
    0xc24b8b70U, 0xc76c51a3U, 0xd192e819U, 0xd6990624U, 0xf40e3585U, 0x106aa070U, 0x19a4c116U,
    0x1e376c08U, 0x2748774cU, 0x34b0bcb5U, 0x391c0cb3U, 0x4ed8aa4aU, 0x5b9cca4fU, 0x682e6ff3U,
    0x748f82eeU, 0x78a5636fU, 0x84c87814U, 0x8cc70208U, 0x90befffaU, 0xa4506cebU, 0xbef9a3f7U,
    0xc67178f2U};

void absorb(state& hash, std::string_view chunk) {
  std::array<std::uint32_t, 64> words{};
  for (std::size_t i = 0; i < 64; ++i) {
    words[i / 4] = (words[i / 4] << 8U) | static_cast<unsigned char>(chunk[i]);
  }
  for (std::size_t i = 16; i < 64; ++i) {
    std::uint32_t const a = words[i - 15];
    std::uint32_t const b = words[i - 2];
    std::uint32_t const low = std::rotr(a, 7) ^ std::rotr(a, 18) ^ (a >> 3U);
    std::uint32_t const high = std::rotr(b, 17) ^ std::rotr(b, 19) ^ (b >> 10U);
    words[i] = words[i - 16] + low + words[i - 7] + high;
  }
  state v = hash;
  for (std::size_t i = 0; i < 64; ++i) {
    std::uint32_t const high = std::rotr(v[4], 6) ^ std::rotr(v[4], 11) ^ std::rotr(v[4], 25);
    std::uint32_t const choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
    std::uint32_t const first = v[7] + high + choice + round_constants[i] + words[i];
    std::uint32_t const low = std::rotr(v[0], 2) ^ std::rotr(v[0], 13) ^ std::rotr(v[0], 22);
    std::uint32_t const majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
    v = {first + low + majority, v[0], v[1], v[2], v[3] + first, v[4], v[5], v[6]};
  }
  for (std::size_t i = 0; i < 8; ++i) hash[i] += v[i];
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  state hash = initial;
  std::size_t done = 0;
  for (; bytes.size() - done >= 64; done += 64) absorb(hash, bytes.substr(done, 64));
  std::string tail{bytes.substr(done)};
  tail += '\x80';
  while (tail.size() % 64 != 56) tail += '\0';
  std::uint64_t const bits = static_cast<std::uint64_t>(bytes.size()) * 8U;
  for (unsigned shift = 64; shift > 0; shift -= 8) {
    tail += static_cast<char>((bits >> (shift - 8)) & 0xFFU);
  }
  for (std::size_t i = 0; i < tail.size(); i += 64) {
    absorb(hash, std::string_view{tail}.substr(i, 64));
  }
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (std::uint32_t const word : hash) {
    for (unsigned shift = 32; shift > 0; shift -= 4) out += digits[(word >> (shift - 4)) & 15U];
  }
  return out;
}

}  // namespace xunze
