// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/import_cards.h"

#include "ui/shared/haberdash_style.h"
#include "ui/shared/theme.h"

#include <QFileInfo>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

QString nameOf(const QString &path)
{
    return QFileInfo(path).fileName();
}

TextLabel *makeDetail(const QString &text, TextLabel::Ink ink = TextLabel::Ink::Muted)
{
    auto *label = new TextLabel(text, TextLabel::Size::Body, ink);
    label->setWordWrap(true);
    return label;
}

/// "4,812 of 4,815 rows accepted"
QString acceptedText(qint64 accepted, qint64 read, const Format &format)
{
    if (read == 0)
        return ReportCard::tr("no rows");
    if (read == 1)
        return accepted == 1 ? ReportCard::tr("its one row accepted") : ReportCard::tr("its one row refused");
    if (accepted == 0)
        return ReportCard::tr("all %1 rows refused").arg(format.number(read));
    return accepted == read
        ? ReportCard::tr("all %1 rows accepted").arg(format.number(read))
        : ReportCard::tr("%1 of %2 rows accepted").arg(format.number(accepted), format.number(read));
}

QString kindText(store::Holding::Kind kind)
{
    switch (kind) {
    case store::Holding::Kind::Customers:
        return ReportCard::tr("Customers");
    case store::Holding::Kind::Orders:
        return ReportCard::tr("Orders");
    case store::Holding::Kind::Products:
        return ReportCard::tr("Products");
    case store::Holding::Kind::Coupons:
        return ReportCard::tr("Coupons");
    case store::Holding::Kind::Events:
        return ReportCard::tr("Things people did");
    }
    return {};
}

QString peopleText(qint64 added, qint64 changed, qint64 merged, const Format &format)
{
    QStringList parts;
    if (added > 0)
        parts.append(ReportCard::tr("%1 new").arg(format.number(added)));
    if (changed > 0)
        parts.append(ReportCard::tr("%1 changed").arg(format.number(changed)));
    if (merged > 0)
        parts.append(ReportCard::tr("%1 recognised under another number").arg(format.number(merged)));
    return parts.isEmpty() ? QString() : ReportCard::tr("Customers: %1").arg(parts.join(u", "_s));
}

template<typename CardType>
QPushButton *makeRejectsButton(CardType *card, const QString &path, qint64 rejected, const Format &format)
{
    auto *button = new QPushButton(icon(Icon::File),
        rejected == 1 ? ReportCard::tr("Show the refused row")
                      : ReportCard::tr("Show the %1 refused rows").arg(format.number(rejected)));
    button->setObjectName(u"rejects:"_s + nameOf(path));
    setButtonKind(button, ButtonKind::Quiet);
    button->setToolTip(path);
    QObject::connect(button, &QPushButton::clicked, card, [card, path] { Q_EMIT card->fileRequested(path); });
    return button;
}

/// "Name, Mail, Phone and 27 more": whole names only.
QString columnsText(const QStringList &header, const Format &format)
{
    constexpr qsizetype mostLetters = 140;
    QString text;
    for (qsizetype i = 0; i < header.size(); ++i) {
        if (i > 0 && text.size() + header[i].size() > mostLetters)
            return PlannedRow::tr("%1 and %2 more").arg(text, format.number(header.size() - i));
        text += (i > 0 ? u", "_s : QString()) + header[i].left(mostLetters);
    }
    return text;
}

/// "Is 03/04/2026 the 3 April or the 4 March?", with a button for each answer.
QWidget *makeDateQuestion(PlannedRow *row, const importing::DateChoice &dates, const Format &format)
{
    auto *question = new QWidget;
    auto *column = new QVBoxLayout(question);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(makeDetail(PlannedRow::tr(
        "Nothing in the file says whether its dates have the day or the month first. Which day is %1?")
                                     .arg(dates.example)));
    auto *answers = new QHBoxLayout;
    for (const QString &pattern : dates.open) {
        const auto read = importing::DateFormat::fromPattern(pattern);
        const auto instant
            = read ? read->parse(dates.example.toStdString(), LocalClock(QTimeZone::utc())) : std::nullopt;
        if (!instant)
            continue;
        auto *answer = new QPushButton(format.day(std::chrono::floor<std::chrono::days>(*instant)));
        answer->setObjectName(u"dates:"_s + pattern);
        QObject::connect(
            answer, &QPushButton::clicked, row, [row, pattern] { Q_EMIT row->datesChosen(pattern); });
        answers->addWidget(answer);
    }
    answers->addStretch(1);
    column->addLayout(answers);
    return question;
}

} // namespace

QString importInWords(const store::ImportRecord &record, const Format &format)
{
    const QString when = format.dayAndTime(record.startedAt);
    const QString what = record.files.isEmpty() ? record.note
        : record.files.size() == 1
        ? nameOf(record.files.first().path)
        : ReportCard::tr("%1 and %2 more")
              .arg(nameOf(record.files.first().path), format.number(record.files.size() - 1));
    return what.isEmpty() ? when : when + u" – "_s + what;
}

QWidget *makeHoldings(const QList<store::Holding> &holdings, const Format &format)
{
    auto *tiles = new CardGrid(190);
    tiles->setObjectName(u"holdings"_s);
    tiles->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    for (const store::Holding &held : holdings) {
        const QString span = held.first && held.last
            ? ReportCard::tr("%1 to %2").arg(format.day(*held.first), format.day(*held.last))
            : QString();
        tiles->add(
            new StatTile({kindText(held.kind), format.number(held.count), {}, {}, span, Tone::Neutral}));
    }
    return tiles;
}

PlannedRow::PlannedRow(const PlannedFile &file, const Format &format, QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, space::tiny, 0, space::tiny);
    row->setSpacing(space::small);
    const importing::Mapping *mapping = file.mapping();
    auto *sign = new QLabel;
    sign->setPixmap(icon(mapping ? Icon::File : Icon::Warning, mapping ? IconTone::Muted : IconTone::Warning)
                        .pixmap(20, 20));
    row->addWidget(sign, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    auto *name = new TextLabel(nameOf(file.path), TextLabel::Size::Strong);
    name->setToolTip(file.path);
    words->addWidget(name);
    if (!file.trouble.isEmpty())
        words->addWidget(makeDetail(file.trouble, TextLabel::Ink::Negative));
    else if (file.askedDates)
        words->addWidget(makeDateQuestion(this, *file.askedDates, format));
    else if (mapping)
        words->addWidget(
            makeDetail(tr("%1 – read as “%2” – %3")
                           .arg(kindInWords(mapping->kind), mapping->name, format.bytes(file.probe->size))));
    else
        words->addWidget(
            makeDetail(tr("Not recognised. Its columns: %1").arg(columnsText(file.probe->header, format))));
    row->addLayout(words, 1);
    if (mapping && !mapping->remark.isEmpty())
        words->addWidget(makeDetail(mapping->remark));
    if (file.probe && !file.probe->format) {
        auto *describe
            = new QPushButton(mapping ? tr("Change the description …") : tr("Describe the columns …"));
        describe->setObjectName(u"describe:"_s + nameOf(file.path));
        connect(describe, &QPushButton::clicked, this, &PlannedRow::describeRequested);
        row->addWidget(describe);
    }
    QToolButton *remove = makeIconButton(Icon::Close, tr("Leave out %1").arg(nameOf(file.path)), this);
    connect(remove, &QToolButton::clicked, this, &PlannedRow::removeRequested);
    row->addWidget(remove);
}

ReportCard::ReportCard(const importing::ImportReport &report, const Format &format, QWidget *parent)
    : Card(tr("Imported"), parent)
{
    setObjectName("importReport"_L1);
    for (const importing::FileReport &file : report.files) {
        auto *row = new QHBoxLayout;
        row->addWidget(new TextLabel(nameOf(file.path), TextLabel::Size::Strong));
        row->addWidget(makeDetail(acceptedText(file.accepted, file.read, format)), 1);
        if (!file.rejects.isEmpty())
            row->addWidget(makeRejectsButton(this, file.rejects, file.rejected, format));
        content()->addLayout(row);
        for (auto it = file.reasons.begin(); it != file.reasons.end(); ++it)
            content()->addWidget(
                makeDetail(tr("%1 × %2").arg(format.number(it.value()), reasonInWords(it.key())),
                    TextLabel::Ink::Warning));
    }
    const QString people
        = peopleText(report.customersNew, report.customersChanged, report.customersMerged, format);
    if (!people.isEmpty())
        content()->addWidget(makeDetail(people, TextLabel::Ink::Text));
    if (report.adoptedCurrency.isValid())
        content()->addWidget(makeDetail(tr("All orders are in %1, which is the shop’s currency now.")
                                            .arg(report.adoptedCurrency.toString()),
            TextLabel::Ink::Text));
    if (!report.remark.isEmpty())
        content()->addWidget(makeDetail(report.remark, TextLabel::Ink::Warning));
    if (report.consentKept > 0)
        content()->addWidget(makeDetail(report.consentKept == 1
                ? tr("1 person has a no noted here and a yes in the files. The no stays.")
                : tr("%1 people have a no noted here and a yes in the files. The no stays.")
                      .arg(format.number(report.consentKept)),
            TextLabel::Ink::Warning));
}

ImportLogCard::ImportLogCard(QWidget *parent)
    : Card(tr("Earlier imports"), parent)
{
    setObjectName("importLog"_L1);
}

void ImportLogCard::setRecords(const QList<store::ImportRecord> &records, const Format &format)
{
    delete m_list;
    m_list = new QWidget;
    auto *column = new QVBoxLayout(m_list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    for (const store::ImportRecord &record : records) {
        auto *block = new QVBoxLayout;
        block->setSpacing(2);
        QString title = format.dayAndTime(record.startedAt);
        if (record.undone)
            title += u" – "_s + tr("undone");
        const QString people
            = peopleText(record.customersNew, record.customersChanged, record.customersMerged, format);
        auto *head = new QHBoxLayout;
        head->setSpacing(space::small);
        head->addWidget(new TextLabel(title, TextLabel::Size::Strong));
        head->addWidget(makeDetail(record.files.isEmpty() ? record.note : people), 1);
        if (!record.undone) {
            auto *undo = new QPushButton(tr("Undo …"));
            undo->setObjectName(u"undo:%1"_s.arg(record.id.value()));
            const QString what = importInWords(record, format);
            undo->setAccessibleName(tr("Undo %1").arg(what));
            setButtonKind(undo, ButtonKind::Quiet);
            connect(undo, &QPushButton::clicked, this,
                [this, id = record.id, what] { Q_EMIT undoRequested(id, what); });
            head->addWidget(undo);
        }
        block->addLayout(head);
        for (const store::ImportedFile &file : record.files) {
            auto *row = new QHBoxLayout;
            row->addWidget(
                makeDetail(nameOf(file.path) + u" – "_s + acceptedText(file.accepted, file.read, format)), 1);
            if (!file.rejects.isEmpty() && QFileInfo::exists(file.rejects))
                row->addWidget(makeRejectsButton(this, file.rejects, file.rejected, format));
            block->addLayout(row);
        }
        column->addLayout(block);
    }
    if (records.isEmpty())
        column->addWidget(makeDetail(tr("None yet.")));
    content()->addWidget(m_list);
}

} // namespace haberdash::ui
