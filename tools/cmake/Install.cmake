# cmake --install: the program, the layers with their headers, find_package(candor), and the scenarios.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/candor")

get_property(layers GLOBAL PROPERTY CANDOR_LAYERS)
install(
    TARGETS ${layers}
    EXPORT candor-targets
    ARCHIVE
    FILE_SET HEADERS)
install(EXPORT candor-targets NAMESPACE candor:: DESTINATION "${package_folder}")

configure_package_config_file(
    "${CMAKE_CURRENT_LIST_DIR}/candor-config.cmake.in" "${PROJECT_BINARY_DIR}/candor-config.cmake"
    INSTALL_DESTINATION "${package_folder}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/candor-config-version.cmake" COMPATIBILITY SameMinorVersion)
install(
    FILES "${PROJECT_BINARY_DIR}/candor-config.cmake" "${PROJECT_BINARY_DIR}/candor-config-version.cmake"
          "${CMAKE_CURRENT_LIST_DIR}/FindHdf5Serial.cmake" "${CMAKE_CURRENT_LIST_DIR}/FindXxHash.cmake"
          "${CMAKE_CURRENT_LIST_DIR}/FindLibDeflate.cmake"
    DESTINATION "${package_folder}")

if(TARGET candor)
    install(TARGETS candor RUNTIME)
endif()
install(DIRECTORY scenarios DESTINATION "${CMAKE_INSTALL_DATADIR}/candor")
install(FILES LICENSE README.md DESTINATION "${CMAKE_INSTALL_DOCDIR}" OPTIONAL)
# Where `candor studio` looks for it; it is there if it was built (tools/quickstart --studio).
install(FILES build/studio/studio.html DESTINATION "${CMAKE_INSTALL_DATADIR}/candor" OPTIONAL)
