# SPDX-License-Identifier: MIT
# Test programs and their runs.

set(AZOTH_TEST_SERVERS ${PROJECT_BINARY_DIR}/servers.env)
set(AZOTH_SKIPPED 77)

# azoth_add_test_program(<name> <folder> <library>...)
#
# One program of all the tests in a folder; nothing when there are none.
function(azoth_add_test_program name folder)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp)
    if(NOT sources)
        return()
    endif()
    add_executable(${name} ${sources})
    set_target_properties(${name} PROPERTIES CXX_EXTENSIONS OFF)
    target_link_libraries(${name} PRIVATE test_support test_settings GTest::gtest_main ${ARGN})
    target_precompile_headers(${name} REUSE_FROM test_precompiled)
endfunction()

# azoth_add_test_run(<test> PROGRAM <target> LABEL <label> [ARGUMENTS <argument>...] [DATABASES <name>...]
#     [CONFIGURATIONS <name>...] [ENVIRONMENT <assignment>...])
#
# With CONFIGURATIONS it only runs under ctest -C <name>.
# Nothing when the program does not exist. A run has the databases that it names for itself; those that need a server
# find its URL in the file that the environment names.
function(azoth_add_test_run name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "PROGRAM;LABEL" "ARGUMENTS;CONFIGURATIONS;DATABASES;ENVIRONMENT")
    if(NOT TARGET ${arg_PROGRAM})
        return()
    endif()
    list(REMOVE_ITEM arg_DATABASES sqlite)
    list(APPEND arg_ENVIRONMENT UBSAN_OPTIONS=print_stacktrace=1)
    if(arg_DATABASES)
        list(APPEND arg_ENVIRONMENT AZOTH_TEST_SERVERS=${AZOTH_TEST_SERVERS})
    endif()
    set(configurations "")
    set(timeout 900)
    if(arg_CONFIGURATIONS)
        set(configurations CONFIGURATIONS ${arg_CONFIGURATIONS})
        set(timeout 7200)
    endif()
    add_test(NAME ${name} COMMAND ${arg_PROGRAM} ${arg_ARGUMENTS} ${configurations})
    set_tests_properties(${name} PROPERTIES LABELS ${arg_LABEL} TIMEOUT ${timeout} ENVIRONMENT "${arg_ENVIRONMENT}")
    if(arg_DATABASES)
        set_tests_properties(${name} PROPERTIES FIXTURES_REQUIRED servers RESOURCE_LOCK "${arg_DATABASES}")
    endif()
endfunction()

# azoth_add_fuzz_target(<name> <library>...): fuzz/<name>_fuzz.cpp
#
# With AZOTH_FUZZ it runs under libFuzzer, which needs Clang. Else a driver changes the corpus, always in the same way;
# the program of a build with AZOTH_FUZZ runs beside it when there is one in AZOTH_FUZZ_BUILD. The target fuzz_targets is
# all of them.
function(azoth_add_fuzz_target name)
    set(program fuzz_${name})
    set(corpus ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/corpus)
    add_executable(${program} fuzz/${name}_fuzz.cpp)
    set_target_properties(${program} PROPERTIES CXX_EXTENSIONS OFF)
    target_link_libraries(${program} PRIVATE test_settings ${ARGN})
    if(NOT TARGET fuzz_targets)
        add_custom_target(fuzz_targets)
    endif()
    add_dependencies(fuzz_targets ${program})
    if(AZOTH_FUZZ)
        target_link_options(${program} PRIVATE -fsanitize=fuzzer)
        return()
    endif()
    target_sources(${program} PRIVATE fuzz/driver.cpp)
    add_test(NAME fuzz.${name} COMMAND ${program} ${corpus} 5000)
    set_tests_properties(fuzz.${name} PROPERTIES LABELS fuzz TIMEOUT 300)
    if(EXISTS ${AZOTH_FUZZ_BUILD}/tests/${program})
        set(found ${CMAKE_CURRENT_BINARY_DIR}/fuzz_${name}_corpus)
        file(MAKE_DIRECTORY ${found})
        add_test(NAME libfuzzer.${name} COMMAND ${AZOTH_FUZZ_BUILD}/tests/${program}
            -runs=20000 -max_total_time=10 -seed=1 -verbosity=0 -print_final_stats=1 -artifact_prefix=${CMAKE_CURRENT_BINARY_DIR}/
            ${found} ${corpus})
        set_tests_properties(libfuzzer.${name} PROPERTIES LABELS fuzz TIMEOUT 300)
    endif()
endfunction()

# azoth_add_check(<name> <argument>...): the script tools/check_<name>
function(azoth_add_check name)
    add_test(NAME check.${name} COMMAND ${PROJECT_SOURCE_DIR}/tools/check_${name} ${ARGN})
    set_tests_properties(check.${name} PROPERTIES LABELS check TIMEOUT 900)
endfunction()
