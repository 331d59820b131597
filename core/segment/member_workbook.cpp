// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/member_workbook.h"

#include "core/segment/activity_sql.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <xlsxwriter.h>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t mostRows = 1'048'575;
/// A sheet cannot hold more in one cell.
constexpr qsizetype longestText = 32'767;

struct Close
{
    void operator()(lxw_workbook *book) const { workbook_close(book); }
};

/// Days since 30 December 1899, as workbooks count them, of a clock in the shop.
double sheetDate(qint64 milliseconds, const QTimeZone &zone)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(milliseconds, zone);
    return double(QDate(1899, 12, 30).daysTo(local.date()))
        + double(local.time().msecsSinceStartOfDay()) / 86'400'000;
}

} // namespace

Result<> writeMemberWorkbook(store::Connection &connection, const std::vector<CustomerId> &ids,
    const QList<MemberColumn> &columns, const Context &context, const QString &path, Progress &progress)
{
    if (ids.size() > mostRows)
        return failure(Error::Code::Refused,
            u"A sheet holds %1 people, and these are %2. Nothing was written; choose a name that ends in .csv."_s
                .arg(mostRows)
                .arg(ids.size()));
    // Written beside its place and moved there when it is whole.
    QTemporaryDir folder(QFileInfo(path).absolutePath() + u"/.members-XXXXXX"_s);
    if (!folder.isValid())
        return failure(Error::Code::Io, u"“%1” could not be written: %2."_s.arg(path, folder.errorString()));
    const QString draft = folder.filePath(u"members.xlsx"_s);
    QByteArray scratch = folder.path().toLocal8Bit();
    lxw_workbook_options options{};
    options.constant_memory = 1;
    options.tmpdir = scratch.data();
    std::unique_ptr<lxw_workbook, Close> book(workbook_new_opt(draft.toLocal8Bit().constData(), &options));
    lxw_worksheet *sheet = workbook_add_worksheet(book.get(), "Members");
    lxw_format *bold = workbook_add_format(book.get());
    format_set_bold(bold);
    lxw_format *date = workbook_add_format(book.get());
    format_set_num_format(date, "yyyy-mm-dd hh:mm");
    lxw_format *money = workbook_add_format(book.get());
    format_set_num_format(money, context.currency.decimals() == 0 ? "#,##0" : "#,##0.00");
    const double minor = double(minorPerUnit(context.currency));
    worksheet_freeze_panes(sheet, 1, 0);
    for (int column = 0; column < int(columns.size()); ++column) {
        worksheet_set_column(sheet, lxw_col_t(column), lxw_col_t(column), 18, nullptr);
        worksheet_write_string(sheet, 0, lxw_col_t(column), columns[column].name.toUtf8().constData(), bold);
    }
    lxw_row_t row = 0;
    const auto writeCell = [&](lxw_col_t column, const MemberCell &cell) {
        if (const auto *text = std::get_if<QString>(&cell)) {
            worksheet_write_string(sheet, row, column, text->left(longestText).toUtf8().constData(), nullptr);
            return;
        }
        const auto *number = std::get_if<qint64>(&cell);
        if (!number)
            return;
        switch (columns[column].kind) {
        case MemberColumn::Kind::Money:
            worksheet_write_number(sheet, row, column, double(*number) / minor, money);
            break;
        case MemberColumn::Kind::Instant:
            worksheet_write_number(sheet, row, column, sheetDate(*number, context.timeZone), date);
            break;
        default:
            worksheet_write_number(sheet, row, column, double(*number), nullptr);
            break;
        }
    };
    QStringList names;
    for (const MemberColumn &column : columns)
        names.append(column.name);
    HABERDASH_TRY(
        readMembers(connection, ids, names, context, progress, [&](const std::vector<MemberCell> &cells) {
            ++row;
            for (size_t i = 0; i < cells.size(); ++i)
                writeCell(lxw_col_t(i), cells[i]);
        }));
    const lxw_error written = workbook_close(book.release());
    if (written != LXW_NO_ERROR)
        return failure(Error::Code::Io,
            u"“%1” could not be written: %2."_s.arg(path, QString::fromUtf8(lxw_strerror(written))));
    if (QFile::exists(path) && !QFile::remove(path))
        return failure(Error::Code::Io, u"“%1” is there already and could not be replaced."_s.arg(path));
    if (!QFile::rename(draft, path))
        return failure(Error::Code::Io, u"“%1” could not be written."_s.arg(path));
    return {};
}

} // namespace haberdash::segment
