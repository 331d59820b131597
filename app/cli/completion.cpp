// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/completion.h"

#include "app/cli/session.h"

#include <CLI/CLI.hpp>

namespace haberdash::cli {

namespace {

// WORDS becomes one line for each command: what may follow it. Only words that are commands move on; file
// names and values of options stay where they are.
constexpr auto script
    = R"sh(# Completion of haberdash for bash. Use it with: eval "$(haberdash completion bash)"
declare -gA _haberdash_words=(
WORDS)
_haberdash() {
    local current=${COMP_WORDS[COMP_CWORD]} path=/ i
    for ((i = 1; i < COMP_CWORD; i++)); do
        local next="$path${COMP_WORDS[i]}/"
        [[ -v _haberdash_words[$next] ]] && path=$next
    done
    COMPREPLY=($(compgen -W "${_haberdash_words[$path]}" -- "$current"))
    [[ $current == -* ]] || COMPREPLY+=($(compgen -f -- "$current"))
}
complete -o filenames -F _haberdash haberdash
)sh";

void appendWords(const CLI::App &app, const std::string &path, std::string &lines)
{
    const auto commands = app.get_subcommands([](const CLI::App *) { return true; });
    std::string words;
    for (const auto *command : commands)
        words += command->get_name() + ' ';
    for (const auto *option : app.get_options()) {
        for (const auto &name : option->get_lnames())
            words += "--" + name + ' ';
    }
    lines += "    ['" + path + "']='" + words + "'\n";
    for (const auto *command : commands)
        appendWords(*command, path + command->get_name() + '/', lines);
}

} // namespace

std::string bashCompletion(const CLI::App &app)
{
    std::string lines;
    appendWords(app, "/", lines);
    std::string text = script;
    text.replace(text.find("WORDS"), 5, lines);
    return text;
}

void addCompletionCommand(CLI::App &app)
{
    auto *command = app.add_subcommand("completion", "Print completion for a shell");
    auto shell = std::make_shared<std::string>();
    command->add_option("SHELL", *shell, "bash")->required()->check(CLI::IsMember({"bash"}));
    command->footer("Example:\n  eval \"$(haberdash completion bash)\"");
    command->callback([&app] { writeOut(QString::fromStdString(bashCompletion(app))); });
}

} // namespace haberdash::cli
