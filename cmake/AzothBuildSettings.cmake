# SPDX-License-Identifier: MIT
# How azoth's own code is compiled. Nothing here reaches the projects that use azoth.

if(PROJECT_IS_TOP_LEVEL)
    if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
        set(CMAKE_BUILD_TYPE Release CACHE STRING "Kind of build" FORCE)
    endif()
    set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

    find_program(AZOTH_CCACHE ccache)
    if(AZOTH_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
        # Without the sloppiness ccache refuses every file that uses a precompiled header.
        set(CMAKE_CXX_COMPILER_LAUNCHER
            ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${AZOTH_CCACHE})
    endif()
endif()

add_library(azoth_warnings INTERFACE)
target_compile_options(azoth_warnings INTERFACE
    -Wall -Wextra -Wconversion -Wshadow -Wno-missing-field-initializers
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>  # GCC 12 sees overlaps in std::string's own operator+ (its bug 105651)
    $<$<BOOL:${AZOTH_WARNINGS_AS_ERRORS}>:-Werror>)
