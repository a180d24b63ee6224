#include "declaration.hpp"
#include "help.hpp"

namespace candor::cli {

void Declaration::add_studio_page(CLI::App* app) {
    add_value(app, "--studio", line_.studio_page, "PAGE.html",
              "The studio's page; the one that was built or installed with the program unless given", "What");
}

void Declaration::add_studio() {
    auto* const app = add(Command::studio, "studio",
                          "Change leadership in the browser and watch.\nTwo organizations side by side with the same "
                          "people and the same shocks: sliders, timeline, who spoke and who kept silent, and why.",
                          footer::studio());
    add_files(app, "[SCENARIO.yaml|FILE.h5]", "A scenario to begin with, or a result whose scenario to begin with");
    add_studio_page(app);
    add_value(app, "-o,--output", line_.output, "PAGE.html",
              "Where the page with the scenario goes; results/NAME.studio.html unless given", "Running");
    add_data(app, "charts and ties of a result", "beside it, or here,");
    app->add_flag("--no-open", line_.no_open, "Do not open the page, only say where it is")
        ->group("Running")
        ->disable_flag_override();
    add_flag(app, "-q,--quiet", line_.look.quiet, "No notes; warnings and errors stay");
    add_color_and_help(app);
}

void Declaration::add_serve() {
    auto* const app = add(Command::serve, "serve",
                          "Serve the studio, or the report of a result, to this machine.\nThe studio with the engine "
                          "of this program, on all its threads: for large organizations.",
                          footer::serve());
    add_files(app, "[SCENARIO.yaml|FILE.h5|DIR]",
              "A scenario to begin with; or a result, or the folder of a sweep, to show the report of");
    add_studio_page(app);
    add_value(app, "--port", typed_.port, "N", "At which port, 1024..65535; any that is free unless given", "Running");
    add_value(app, "--for", typed_.seconds, "SECONDS", "End after so long; when somebody stops it unless given",
              "Running");
    add_data(app, "charts and ties of a result", "beside it, or here,");
    add_running(app);
    add_flag(app, "-q,--quiet", line_.look.quiet, "No notes; warnings and errors stay");
    add_color_and_help(app);
}

}  // namespace candor::cli
