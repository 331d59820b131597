// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/session.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace haberdash::cli {

/// Adds a verb with arguments of its own, which live as long as the verb.
template<typename Arguments>
std::pair<CLI::App *, std::shared_ptr<Arguments>> addVerb(CLI::App &group, Session &session, const char *name,
    const char *help, Result<> (*run)(Session &, const Arguments &))
{
    auto arguments = std::make_shared<Arguments>();
    auto *command = group.add_subcommand(name, help);
    command->callback([&session, arguments, run] {
        if (auto done = run(session, *arguments); !done)
            session.fail(done.error());
    });
    return {command, arguments};
}

/// Verbs of `campaign` that make drafts and change them.
void addDraftVerbs(CLI::App &campaigns, Session &session);
/// Verbs of `campaign` that let mail out, or hold it back.
void addSendingVerbs(CLI::App &campaigns, Session &session);

} // namespace haberdash::cli
