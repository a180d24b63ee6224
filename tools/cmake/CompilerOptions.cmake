# Flags of everything built here. Consumers get only what candor_core passes on (engine/CMakeLists.txt).

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release)
endif()
# Only the week is worth -O3 (engine/CMakeLists.txt); the rest compiles in two thirds of the time without.
string(REPLACE "-O3" "-O2" CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE}")
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

# The Python package links the same libraries into a shared one. Nobody replaces their functions there, so they may be
# inlined as ever.
if(NOT EMSCRIPTEN)
    set(CMAKE_POSITION_INDEPENDENT_CODE ON)
    add_compile_options(-fno-semantic-interposition)
endif()

# Same scenario and seed, same bytes: no fused multiply-add, and nothing that asks how a library set errno or a flag.
add_compile_options(-ffp-contract=off -fno-math-errno -fno-trapping-math)

add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wshadow)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # At -O3, GCC 12 sees both in std::string (gcc.gnu.org/PR105329) and std::shared_ptr where neither is.
    add_compile_options(-Wno-restrict -Wno-maybe-uninitialized)
endif()
if(CANDOR_WARNINGS_AS_ERRORS)
    add_compile_options(-Werror)
endif()

# CANDOR_INSTRUCTION_SETS: for what the hot sources are compiled. The first is what all the rest is compiled for; off
# x86-64 it is a mere name.
set(CANDOR_INSTRUCTION_SETS x86_64_v2)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$" AND NOT EMSCRIPTEN)
    set(CANDOR_X86_64 ON)
    add_compile_options(-march=x86-64-v2)
    if(CANDOR_MULTIARCH)
        list(APPEND CANDOR_INSTRUCTION_SETS x86_64_v3 x86_64_v4)
    endif()
endif()

if(CANDOR_SANITIZE)
    add_compile_options(-fsanitize=${CANDOR_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${CANDOR_SANITIZE})
endif()

find_program(CANDOR_CCACHE ccache)
mark_as_advanced(CANDOR_CCACHE)
if(CANDOR_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER AND PROJECT_IS_TOP_LEVEL)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CANDOR_CCACHE}")
endif()
