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

# azoth_add_test_run(<test> PROGRAM <target> LABEL <label> [DATABASES <name>...] [ENVIRONMENT <assignment>...])
#
# Nothing when the program does not exist. A run has the databases that it names for itself; those that need a server
# find its URL in the file that the environment names.
function(azoth_add_test_run name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "PROGRAM;LABEL" "DATABASES;ENVIRONMENT")
    if(NOT TARGET ${arg_PROGRAM})
        return()
    endif()
    list(REMOVE_ITEM arg_DATABASES sqlite)
    list(APPEND arg_ENVIRONMENT UBSAN_OPTIONS=print_stacktrace=1)
    if(arg_DATABASES)
        list(APPEND arg_ENVIRONMENT AZOTH_TEST_SERVERS=${AZOTH_TEST_SERVERS})
    endif()
    add_test(NAME ${name} COMMAND ${arg_PROGRAM})
    set_tests_properties(${name} PROPERTIES LABELS ${arg_LABEL} TIMEOUT 900 ENVIRONMENT "${arg_ENVIRONMENT}")
    if(arg_DATABASES)
        set_tests_properties(${name} PROPERTIES FIXTURES_REQUIRED servers RESOURCE_LOCK "${arg_DATABASES}")
    endif()
endfunction()

# azoth_add_check(<name> <argument>...): the script tools/check_<name>
function(azoth_add_check name)
    add_test(NAME check.${name} COMMAND ${PROJECT_SOURCE_DIR}/tools/check_${name} ${ARGN})
    set_tests_properties(check.${name} PROPERTIES LABELS check TIMEOUT 900)
endfunction()
