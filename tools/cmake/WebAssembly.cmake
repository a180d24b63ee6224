# The dependencies under em++ (tools/dev/wasm_parity): headers from a folder of links, because -I/usr/include would bring
# in the system's C library, and yaml-cpp from its source, because Debian has no library of it for WebAssembly.

set(CANDOR_WASM_HEADERS "" CACHE PATH "Folder with Eigen, fmt and nlohmann")
set(CANDOR_YAML_CPP_SOURCE "" CACHE PATH "Source folder of yaml-cpp")

add_compile_options(-fwasm-exceptions)
# One file holds all: node 18 and later cannot fetch the other one from the disk (emscripten 3.1.6).
add_link_options(-fwasm-exceptions -sALLOW_MEMORY_GROWTH=1 -sSINGLE_FILE=1)

foreach(target Eigen3::Eigen fmt::fmt nlohmann_json::nlohmann_json)
    add_library(${target} INTERFACE IMPORTED)
    target_include_directories(${target} INTERFACE "${CANDOR_WASM_HEADERS}")
endforeach()
target_compile_definitions(fmt::fmt INTERFACE FMT_HEADER_ONLY=1)

set(YAML_CPP_BUILD_TESTS OFF)
set(YAML_CPP_BUILD_TOOLS OFF)
set(YAML_CPP_BUILD_CONTRIB OFF)
set(YAML_CPP_INSTALL OFF)
set(CMAKE_WARN_DEPRECATED OFF)
add_subdirectory("${CANDOR_YAML_CPP_SOURCE}" yaml-cpp EXCLUDE_FROM_ALL SYSTEM)
unset(CMAKE_WARN_DEPRECATED)
