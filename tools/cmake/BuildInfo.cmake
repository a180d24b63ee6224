# candor/build_info.hpp for the run layer: what this program was made from. Looked at on every build, rewritten only
# when it changes, and included by one source file, so a commit costs one compilation.

get_directory_property(options COMPILE_OPTIONS)
list(JOIN options " " options)
string(TOUPPER "${CMAKE_BUILD_TYPE}" build_type)
string(STRIP "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${build_type}} ${options}" flags)

add_custom_target(
    candor_build_info
    COMMAND
        ${CMAKE_COMMAND} -D "source=${PROJECT_SOURCE_DIR}" -D "header=${PROJECT_BINARY_DIR}/generated/candor/build_info.hpp"
        -D "version=${PROJECT_VERSION}" -D "compiler=${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}"
        -D "flags=${flags}" -D "build_type=${CMAKE_BUILD_TYPE}" -D "instruction_sets=${CANDOR_INSTRUCTION_SETS}" -P
        "${CMAKE_CURRENT_LIST_DIR}/WriteBuildInfo.cmake"
    BYPRODUCTS "${PROJECT_BINARY_DIR}/generated/candor/build_info.hpp"
    COMMENT "Looking at the git commit"
    VERBATIM)

get_target_property(type candor_run TYPE)
if(NOT type STREQUAL "INTERFACE_LIBRARY")
    add_dependencies(candor_run candor_build_info)
    target_include_directories(candor_run PRIVATE "${PROJECT_BINARY_DIR}/generated")
endif()
