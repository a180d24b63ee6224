# Writes a source file that holds the page of reports: cmake -D page= -D source= -P ...
# As escaped bytes, which no compiler and no list of CMake's can misread, in pieces that every compiler takes.
file(READ "${page}" digits HEX)
string(LENGTH "${digits}" length)
set(piece_length 16384)
set(pieces)
set(at 0)
while(at LESS length)
    string(SUBSTRING "${digits}" ${at} ${piece_length} piece)
    string(REGEX REPLACE "(..)" "\\\\x\\1" piece "${piece}")
    string(APPEND pieces "    \"${piece}\",\n")
    math(EXPR at "${at} + ${piece_length}")
endwhile()
file(WRITE "${source}"
     "// Made from tools/web/report.html.\n"
     "#include \"page/template.hpp\"\n\n"
     "namespace candor::cli::page {\n\n"
     "namespace {\n\nconstexpr std::string_view pieces[] = {\n${pieces}};\n\n}  // namespace\n\n"
     "std::span<std::string_view const> template_pieces() { return pieces; }\n\n"
     "}  // namespace candor::cli::page\n")
