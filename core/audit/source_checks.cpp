// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/check_list.h"
#include "core/audit/row_query.h"
#include "core/audit/words.h"

#include <QFileInfo>

#include <map>
#include <set>

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

class SilentPeople final : public WholeCheck
{
public:
    SilentPeople()
        : WholeCheck({u"sources.people-without-history"_s, Subject::Sources, Severity::Notice,
            u"People without any history"_s, u"People of whom no order and no event is known."_s,
            u"No order and no event belongs to the person; only where there are orders or events at all."_s,
            u"Nothing can be learned about them: they get what everybody gets."_s,
            u"Right for mere subscribers. If they bought, import the orders with the same addresses or numbers."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        return findRows(scope, RowKind::Person,
            u"SELECT CASE WHEN EXISTS (SELECT 1 FROM shop_order) OR EXISTS (SELECT 1 FROM event) THEN "
            u"(SELECT count(*) "
            u"FROM customer) ELSE 0 END"_s,
            u"SELECT id FROM customer c WHERE NOT EXISTS (SELECT 1 FROM shop_order o WHERE o.customer_id = "
            u"c.id) AND NOT "
            u"EXISTS (SELECT 1 FROM event e WHERE e.customer_id = c.id) ORDER BY id"_s);
    }
};

class BuyersWithoutProfile final : public WholeCheck
{
public:
    BuyersWithoutProfile()
        : WholeCheck({u"sources.buyers-without-profile"_s, Subject::Sources, Severity::Warning,
            u"Buyers who are only a number"_s,
            u"People who bought, but of whom neither address nor name nor telephone is known."_s,
            u"An order belongs to the person; e-mail, first and last name, company and telephone are empty."_s,
            u"They can neither be written to nor be recognised in another file."_s,
            u"Import the customer export of the same source: its numbers lead to these people."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        return findRows(scope, RowKind::Person,
            u"SELECT count(*) FROM customer c WHERE EXISTS (SELECT 1 FROM shop_order o WHERE o.customer_id = c.id)"_s,
            u"SELECT id FROM customer c WHERE coalesce(email, '') = '' AND coalesce(first_name, '') = '' AND "
            u"coalesce(last_name, '') = '' AND coalesce(company, '') = '' AND coalesce(phone, '') = '' AND "
            u"EXISTS "
            u"(SELECT 1 FROM shop_order o WHERE o.customer_id = c.id) ORDER BY id"_s);
    }
};

class Silos final : public WholeCheck
{
public:
    Silos()
        : WholeCheck({u"sources.silos"_s, Subject::Sources, Severity::Warning, u"Sources that share nobody"_s,
            u"Pairs of sources, each with many people, of whom not one is in both."_s,
            u"A person belongs to a source whose customer number they have, or from which they ordered. Both "
            u"sources have "
            u"20 people or more."_s,
            u"The same person is two people: a subscriber who never bought, and a buyer who never agreed to mail."_s,
            u"Import a file that has the address or number of both sources, or search for duplicates and merge."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        HABERDASH_TRY_ASSIGN(members, readMembers(scope));
        Finding finding;
        finding.noun = u"pairs of sources"_s;
        for (auto left = members.begin(); left != members.end(); ++left) {
            for (auto right = std::next(left); right != members.end(); ++right) {
                if (left->second.size() < fewest || right->second.size() < fewest)
                    continue;
                ++finding.outOf;
                if (shareSomebody(left->second, right->second))
                    continue;
                Row row;
                row.name = u"%1 and %2"_s.arg(left->first, right->first);
                row.remark = u"%1 and %2 people, none in both"_s.arg(
                    numberText(qint64(left->second.size())), numberText(qint64(right->second.size())));
                finding.others.append(row);
            }
        }
        return finding;
    }

private:
    static constexpr size_t fewest = 20;
    using Members = std::map<QString, std::vector<qint64>>;

    static bool shareSomebody(const std::vector<qint64> &left, const std::vector<qint64> &right)
    {
        for (auto one = left.begin(), other = right.begin(); one != left.end() && other != right.end();) {
            if (*one == *other)
                return true;
            if (*one < *other)
                ++one;
            else
                ++other;
        }
        return false;
    }

    static Result<Members> readMembers(Scope &scope)
    {
        Members members;
        HABERDASH_TRY_ASSIGN(rows,
            scope.connection().prepare(u"SELECT substr(key, 1, instr(key, ':') - 1) AS source, customer_id "
                                       u"FROM identity WHERE kind = 'id' AND "
                                       u"instr(key, ':') > 1 UNION SELECT source, customer_id FROM "
                                       u"shop_order WHERE customer_id IS NOT NULL "
                                       u"ORDER BY 1, 2"_s));
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, rows.step());
            if (!more)
                return members;
            members[rows.text(0)].push_back(rows.integer(1));
        }
    }
};

/// A row for a file of an import.
Row fileRow(const store::Statement &row)
{
    Row file;
    file.name = QFileInfo(row.text(0)).fileName();
    file.detail = row.text(1);
    file.when = row.timestamp(2);
    return file;
}

class RejectedRows final : public WholeCheck
{
public:
    RejectedRows()
        : WholeCheck({u"sources.rejected-rows"_s, Subject::Sources, Severity::Warning,
            u"Files with refused rows"_s, u"Imported files of which rows could not be read."_s,
            u"Rows were refused when the file was imported, and the import was not undone."_s,
            u"What stands in these rows is not in any number here."_s,
            u"The refused rows are in a file beside the original, with the reason in front of each. Mend "
            u"that file and "
            u"import it."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        HABERDASH_TRY_ASSIGN(rows,
            scope.connection().prepare(
                u"SELECT path, format, started_at, rows_rejected, rows_read, coalesce(reject_path, '') FROM "
                u"import_file f "
                u"JOIN import_batch b ON b.id = f.batch_id WHERE b.state = 'done' ORDER BY f.id"_s));
        Finding finding;
        finding.noun = u"files"_s;
        qint64 read = 0;
        qint64 rejected = 0;
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, rows.step());
            if (!more)
                break;
            ++finding.outOf;
            read += rows.integer(4);
            rejected += rows.integer(3);
            if (rows.integer(3) == 0)
                continue;
            Row file = fileRow(rows);
            file.remark
                = u"%1 of %2 rows refused"_s.arg(numberText(rows.integer(3)), numberText(rows.integer(4)));
            if (!rows.text(5).isEmpty())
                file.remark += u": "_s + QFileInfo(rows.text(5)).fileName();
            finding.others.append(file);
        }
        if (read > 0)
            finding.weighed = Weighed{double(rejected) / double(read), u"rows"_s};
        return finding;
    }
};

class SameFileTwice final : public WholeCheck
{
public:
    SameFileTwice()
        : WholeCheck({u"sources.file-twice"_s, Subject::Sources, Severity::Notice, u"Files that came twice"_s,
            u"The very same file was imported more than once."_s,
            u"Two files of imports that were not undone have the same content (SHA-1)."_s,
            u"Nothing is counted twice. But perhaps the file of this week was meant, and last week's was chosen."_s,
            u"Look whether the newest export is here."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        HABERDASH_TRY_ASSIGN(rows,
            scope.connection().prepare(
                u"SELECT path, format, started_at, row_number() OVER (PARTITION BY digest ORDER BY f.id) "
                u"FROM import_file "
                u"f JOIN import_batch b ON b.id = f.batch_id WHERE b.state = 'done' ORDER BY f.id"_s));
        Finding finding;
        finding.noun = u"files"_s;
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, rows.step());
            if (!more)
                return finding;
            ++finding.outOf;
            if (rows.integer(3) == 1)
                continue;
            Row file = fileRow(rows);
            file.remark = u"the same content as an earlier import"_s;
            finding.others.append(file);
        }
    }
};

} // namespace

void addSourceChecks(Checks &checks)
{
    checks.push_back(std::make_unique<SilentPeople>());
    checks.push_back(std::make_unique<BuyersWithoutProfile>());
    checks.push_back(std::make_unique<Silos>());
    checks.push_back(std::make_unique<RejectedRows>());
    checks.push_back(std::make_unique<SameFileTwice>());
}

} // namespace haberdash::audit
