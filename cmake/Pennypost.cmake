# What every target shares: language, warnings, sanitizers, and the one way to declare a folder.

if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # GCC 12 destroys an aggregate temporary in a co_await expression twice.
  message(FATAL_ERROR "Pennypost is built with Clang 19: use a preset (cmake --preset release).")
endif()

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")

# The cache has to be told that a precompiled header stands for what it includes.
find_program(CCACHE ccache)
if(CCACHE)
  set(launcher "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${CCACHE}")
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
endif()

add_compile_options(-fno-omit-frame-pointer -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
add_link_options(-fuse-ld=lld-19)
set(PENNYPOST_SANITIZE "" CACHE STRING "Value of -fsanitize=")
if(PENNYPOST_SANITIZE)
  add_compile_options(-fsanitize=${PENNYPOST_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${PENNYPOST_SANITIZE})
endif()

option(PENNYPOST_COVERAGE "Count which lines and branches run" OFF)
if(PENNYPOST_COVERAGE)
  add_compile_options(-fprofile-instr-generate -fcoverage-mapping)
  add_link_options(-fprofile-instr-generate)
endif()

set(PENNYPOST_WARNINGS -Wall -Wextra -Wconversion -Wshadow -Werror)

set(Boost_NO_WARN_NEW_VERSIONS ON)
find_package(Boost 1.81 REQUIRED COMPONENTS json url)
find_package(OpenSSL 3 REQUIRED)
find_package(Protobuf REQUIRED)
find_package(spdlog REQUIRED)
find_package(RocksDB REQUIRED)
# ThreadSanitizer does not see how RocksDB's own threads wait for each other: it can leave out what
# is called from a shared library, not what is linked in.
if(PENNYPOST_SANITIZE STREQUAL "thread")
  set(PENNYPOST_ROCKSDB RocksDB::rocksdb-shared)
else()
  set(PENNYPOST_ROCKSDB RocksDB::rocksdb)
endif()
find_package(Threads REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n data)
find_package(EXPAT REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(PQ REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(JEMALLOC REQUIRED IMPORTED_TARGET jemalloc)

# Asio without the deprecated corners; one definition for every edge target.
add_library(pennypost_asio INTERFACE)
target_compile_definitions(pennypost_asio INTERFACE BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_BOOST_COROUTINE)
target_link_libraries(pennypost_asio INTERFACE Boost::headers OpenSSL::SSL OpenSSL::Crypto Threads::Threads)

# What most files of the edges, or of the tests, include is read once. The preset `dev` does without: it
# notices a file that does not include what it uses.
option(PENNYPOST_PRECOMPILE "Precompile the headers of Asio, JSON and GoogleTest" ON)
function(pennypost_precompiled name header)
  if(NOT PENNYPOST_PRECOMPILE)
    return()
  endif()
  file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/${name}.cpp" CONTENT "")
  add_library(${name} OBJECT "${CMAKE_BINARY_DIR}/${name}.cpp")
  target_precompile_headers(${name} PRIVATE "${CMAKE_SOURCE_DIR}/${header}")
  target_compile_options(${name} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
  target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE ${ARGN})
endfunction()
pennypost_precompiled(precompiled_edge cmake/precompiled_edge.h pennypost_asio Boost::json)

# pennypost_library(ledger/base DEPS a b): the static library ledger_base out of every .cpp in this folder.
# DEPS are public. EDGE: most of its files include Asio.
function(pennypost_library folder)
  cmake_parse_arguments(ARG "EDGE" "" "DEPS" ${ARGN})
  string(REPLACE "/" "_" name "${folder}")
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${folder}/*.cpp")
  if(sources)
    add_library(${name} STATIC ${sources})
    target_include_directories(${name} PUBLIC "${CMAKE_SOURCE_DIR}")
    target_compile_options(${name} PRIVATE ${PENNYPOST_WARNINGS})
    target_link_libraries(${name} PUBLIC ${ARG_DEPS})
    if(ARG_EDGE AND PENNYPOST_PRECOMPILE)
      target_precompile_headers(${name} REUSE_FROM precompiled_edge)
    endif()
  else()
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE "${CMAKE_SOURCE_DIR}")
    target_link_libraries(${name} INTERFACE ${ARG_DEPS})
  endif()
endfunction()

# pennypost_test(ledger_base_test DEPS a b): a GoogleTest binary out of every *_test.cpp in this folder, or
# out of SOURCES. READS_TREE names those that read files of the source tree: only they are told where it is,
# so that the others compile to the same in every checkout, and a compiler cache can tell. WHOLE: its tests
# count on each other's order and run in one process.
function(pennypost_test name)
  cmake_parse_arguments(ARG "WHOLE" "" "DEPS;SOURCES;READS_TREE" ${ARGN})
  if(NOT ARG_SOURCES)
    file(GLOB ARG_SOURCES CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*_test.cpp")
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_compile_options(${name} PRIVATE ${PENNYPOST_WARNINGS})
  set_source_files_properties(${ARG_READS_TREE} PROPERTIES
    COMPILE_DEFINITIONS PENNYPOST_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} GTest::gmock GTest::gtest_main)
  if(PENNYPOST_PRECOMPILE)
    target_precompile_headers(${name} REUSE_FROM precompiled_tests)
  endif()
  if(ARG_WHOLE)
    add_test(NAME ${name} COMMAND ${name})
    return()
  endif()
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT 600)
endfunction()
