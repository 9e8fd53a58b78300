# SPDX-License-Identifier: MIT
# The installed package: find_package(azoth COMPONENTS sqlite postgresql mysql).

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/azoth)
get_property(modules GLOBAL PROPERTY AZOTH_MODULES)
get_property(dialects GLOBAL PROPERTY AZOTH_DIALECTS)
get_property(additions GLOBAL PROPERTY AZOTH_ADDITIONS)

if(EXISTS ${PROJECT_SOURCE_DIR}/include)
    install(DIRECTORY include/azoth DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp")
endif()

list(TRANSFORM modules PREPEND azoth_ OUTPUT_VARIABLE module_targets)
install(TARGETS azoth ${module_targets} EXPORT azothTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT azothTargets NAMESPACE azoth:: DESTINATION ${package_dir})

# An export of its own for each dialect: a program that uses one database needs no other database's client.
foreach(dialect IN LISTS dialects additions)
    install(TARGETS azoth_${dialect} EXPORT azoth_${dialect}Targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
    install(EXPORT azoth_${dialect}Targets NAMESPACE azoth:: DESTINATION ${package_dir})
endforeach()

if(TARGET azoth_command)
    install(TARGETS azoth_command)
endif()

configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/azothConfig.cmake.in
    ${PROJECT_BINARY_DIR}/azothConfig.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/azothConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/azothConfig.cmake ${PROJECT_BINARY_DIR}/azothConfigVersion.cmake
    DESTINATION ${package_dir})
