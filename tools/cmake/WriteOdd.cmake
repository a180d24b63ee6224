# Writes a source file that holds the texts of the ODD protocol: cmake -D parts= -D streams= -D source= -P ...
set(texts)
foreach(part IN LISTS parts)
    file(READ "${part}" text)
    string(APPEND texts "    R\"odd(${text})odd\",\n")
endforeach()
file(READ "${streams}" streams_text)
file(WRITE "${source}"
     "// Made from engine/scenario/odd/ and random/streams.hpp.\n"
     "#include \"odd_text.hpp\"\n\n"
     "namespace candor::scenario {\n\n"
     "namespace {\n\nconstexpr std::string_view parts[] = {\n${texts}};\n\n}  // namespace\n\n"
     "std::span<std::string_view const> odd_parts() { return parts; }\n\n"
     "std::string_view odd_streams() {\n    return R\"odd(${streams_text})odd\";\n}\n\n"
     "}  // namespace candor::scenario\n")
