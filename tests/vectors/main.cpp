// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vectors/runner.h"

#include <QTextStream>

#include <cstdio>

int main(int argc, char **argv)
{
    using namespace Qt::Literals::StringLiterals;
    QTextStream out(stdout);
    if (argc < 2) {
        out << "Usage: vectors FILE.json...\n";
        return 2;
    }
    int passed = 0;
    int failed = 0;
    int withoutMethod = 0;
    for (int i = 1; i < argc; ++i) {
        const auto report = haberdash::test::runVectors(QString::fromLocal8Bit(argv[i]));
        if (!report) {
            out << report.error().detail << '\n';
            return 3;
        }
        for (const QString &line : report->results + report->failures)
            out << line << '\n';
        passed += report->passed;
        failed += report->failed;
        withoutMethod += report->withoutMethod;
    }
    out << u"%1 passed, %2 failed, %3 without a method here\n"_s.arg(passed).arg(failed).arg(withoutMethod);
    return failed == 0 ? 0 : 1;
}
