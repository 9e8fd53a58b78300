# SPDX-License-Identifier: MIT
# The shape of a module: src/<module>/ is compiled to the static library azoth::<module>.

include(GNUInstallDirs)

# Modules and dialects in the order of their layers, for the install rules and the tests.
define_property(GLOBAL PROPERTY AZOTH_MODULES)
define_property(GLOBAL PROPERTY AZOTH_DIALECTS)
# Libraries that add to a dialect what needs one more dependency.
define_property(GLOBAL PROPERTY AZOTH_ADDITIONS)

# Gives `target` azoth's language level and include folders, and what it is to be called by its users.
function(azoth_set_up_library target scope public_name)
    add_library(azoth::${public_name} ALIAS ${target})
    set_target_properties(${target} PROPERTIES
        EXPORT_NAME ${public_name} CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
    target_compile_features(${target} ${scope} cxx_std_20)
    target_include_directories(${target} ${scope}
        $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
endfunction()

# azoth_add_library(<public name> FOLDER <folder of src/> [EXCEPT <folder in it>] LINKS <public dependency>...
#     PRIVATE_LINKS <dependency>...)
#
# A folder without sources becomes a library of headers, so that the tree configures at any time.
function(azoth_add_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "FOLDER;EXCEPT" "LINKS;PRIVATE_LINKS")
    set(target azoth_${name})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${arg_FOLDER}/*.cpp)
    list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
    if(arg_EXCEPT)
        list(FILTER sources EXCLUDE REGEX "/${arg_FOLDER}/${arg_EXCEPT}/")
    endif()
    if(sources)
        add_library(${target} STATIC ${sources})
        azoth_set_up_library(${target} PUBLIC ${name})
        target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src)
        # The code may end up in a shared library, but nobody replaces its functions: they can be inlined.
        target_compile_options(${target} PRIVATE -fno-semantic-interposition)
        target_link_libraries(${target} PUBLIC ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS}
            $<BUILD_INTERFACE:azoth_warnings>)
    else()
        add_library(${target} INTERFACE)
        azoth_set_up_library(${target} INTERFACE ${name})
        target_link_libraries(${target} INTERFACE ${arg_LINKS})
    endif()
endfunction()

# azoth_add_module(<name> LINKS <public dependency>... PRIVATE_LINKS <dependency>...)
function(azoth_add_module name)
    azoth_add_library(${name} FOLDER ${name} ${ARGN})
    set_property(GLOBAL APPEND PROPERTY AZOTH_MODULES ${name})
endfunction()

# azoth_add_dialect(<name> CLIENT <library of the database's client> [EXCEPT <folder that is a library of its own>])
#
# A dialect registers itself from a static initialiser, in the object that defines azoth_dialect_<name>. Nobody
# refers to that object, so every program that links the dialect asks for the symbol by a linker option.
function(azoth_add_dialect name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "CLIENT;EXCEPT" "")
    azoth_add_library(${name} FOLDER dialects/${name} EXCEPT ${arg_EXCEPT} LINKS azoth::reflect azoth::migrate
        PRIVATE_LINKS ${arg_CLIENT})
    target_link_options(azoth_${name} INTERFACE LINKER:-u,azoth_dialect_${name})
    set_property(GLOBAL APPEND PROPERTY AZOTH_DIALECTS ${name})
endfunction()
