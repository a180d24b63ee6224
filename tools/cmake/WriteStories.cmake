# Writes a source file that holds the files of a folder as text: cmake -D folder= -D files= -D source= -P ...
set(entries)
foreach(file IN LISTS files)
    file(READ "${folder}/${file}" text)
    string(APPEND entries "    {R\"story(${file})story\",\n     R\"story(${text})story\"},\n")
endforeach()
file(WRITE "${source}"
     "// Made from the scenarios that ship.\n"
     "#include \"stories.hpp\"\n\n"
     "namespace candor::cli {\n\n"
     "namespace {\n\nconstexpr StoryFile files[] = {\n${entries}};\n\n}  // namespace\n\n"
     "std::span<StoryFile const> story_files() { return files; }\n\n"
     "}  // namespace candor::cli\n")
