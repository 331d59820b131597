// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.h"
#include "app/system_clock.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    const haberdash::SystemClock clock;
    QCoreApplication application(argc, argv);
    return haberdash::cli::run(argc, argv, clock);
}
