# Run on every build (BuildInfo.cmake): asks git for the commit and writes the header if it changed.

execute_process(
    COMMAND git --no-optional-locks describe --always --dirty --abbrev=40 --exclude *
    WORKING_DIRECTORY "${source}"
    OUTPUT_VARIABLE commit
    OUTPUT_STRIP_TRAILING_WHITESPACE
    ERROR_QUIET)
if(NOT commit)
    set(commit "unknown")
endif()
list(JOIN instruction_sets " " instruction_sets)
configure_file("${CMAKE_CURRENT_LIST_DIR}/build_info.hpp.in" "${header}" @ONLY)
