// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/segments_page.h"

#include "core/campaign/segment_uses.h"
#include "core/segment/rule_parser.h"
#include "ui/segments/export_dialog.h"
#include "ui/segments/foreign_view.h"
#include "ui/segments/overlap_view.h"
#include "ui/segments/ready_made_gallery.h"
#include "ui/segments/segment_list.h"
#include "ui/segments/segment_pane.h"
#include "ui/segments/segment_transfer.h"
#include "ui/shared/error_text.h"
#include "ui/shared/run_task.h"
#include "ui/shared/widgets.h"

#include <QFileInfo>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

constexpr int leastList = 170;

} // namespace

SegmentsPage::SegmentsPage(Shop shop, TaskList &tasks, QWidget *parent)
    : Page(tr("Whom do you want to talk to?"), parent)
    , m_shop(std::move(shop))
    , m_tasks(tasks)
    , m_list(new SegmentList(m_shop.format()))
    , m_pane(new SegmentPane(m_editor, m_shop))
    , m_gallery(new ReadyMadeGallery(m_shop))
    , m_overlap(new OverlapView(m_shop))
    , m_foreign(new ForeignView)
{
    QPushButton *ready = addAction(tr("Ready-made"), Icon::Shop, u"readyMadeSegments"_s);
    connect(ready, &QPushButton::clicked, this, [this] { go(Place::ReadyMade); });
    m_overlapButton = addAction(tr("Overlap"), Icon::Segments, u"showOverlap"_s);
    connect(m_overlapButton, &QPushButton::clicked, this, [this] { go(Place::Overlap); });
    QPushButton *add = addAction(tr("New segment"), Icon::Plus, u"newSegment"_s);
    connect(add, &QPushButton::clicked, this, [this] { startNew({}, {}); });
    m_list->setMinimumWidth(leastList);
    m_places = new QStackedWidget;
    m_places->addWidget(new SplitPane(m_list, m_pane, 0.24));
    m_places->addWidget(m_overlap);
    m_places->addWidget(m_foreign);
    faces().setEmptyFace(m_gallery);
    faces().setFullFace(m_places);
    connect(&faces(), &FaceStack::retried, this, [this] { load({}); });
    connect(m_list, &SegmentList::chosen, this, &SegmentsPage::openSaved);
    connect(m_gallery, &ReadyMadeGallery::chosen, this, &SegmentsPage::startNew);
    connect(m_gallery, &ReadyMadeGallery::scratchRequested, this, [this] { startNew({}, {}); });
    connect(m_gallery, &ReadyMadeGallery::importRequested, this, [this] { go(Place::Foreign); });
    connect(m_gallery, &ReadyMadeGallery::backRequested, this, &SegmentsPage::goBack);
    connect(m_overlap, &OverlapView::chosen, this, &SegmentsPage::startNew);
    connect(m_overlap, &OverlapView::backRequested, this, &SegmentsPage::goBack);
    connect(m_overlap, &OverlapView::personChosen, this, &SegmentsPage::showPerson);
    connect(m_foreign, &ForeignView::chosen, this, &SegmentsPage::startNew);
    connect(m_foreign, &ForeignView::backRequested, this, &SegmentsPage::goBack);
    connectPane();
    addMenu();
}

void SegmentsPage::addMenu()
{
    m_transfer = new SegmentTransfer(m_shop, this);
    QToolButton *more = makeIconButton(Icon::More, tr("Segments to and from files"), this);
    more->setObjectName("segmentsMore"_L1);
    more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(more);
    m_transfer->addActions(*menu);
    more->setMenu(menu);
    addActionWidget(more);
    connect(m_transfer, &SegmentTransfer::noticed, this, &Page::noticed);
    connect(m_transfer, &SegmentTransfer::taken, this, &SegmentsPage::load);
}

void SegmentsPage::connectPane()
{
    connect(m_pane, &SegmentPane::saveRequested, this, &SegmentsPage::save);
    connect(m_pane, &SegmentPane::deleteRequested, this, &SegmentsPage::deleteCurrent);
    connect(m_pane, &SegmentPane::duplicateRequested, this, &SegmentsPage::duplicate);
    connect(m_pane, &SegmentPane::exportRequested, this, &SegmentsPage::askForExport);
    connect(m_pane, &SegmentPane::troubled, this, [this](const QString &text) {
        Q_EMIT noticed({text, Tone::Warning, {}, {}});
    });
    connect(m_pane, &SegmentPane::personChosen, this, &SegmentsPage::showPerson);
}

void SegmentsPage::showPerson(CustomerId customer)
{
    Q_EMIT pageRequested(u"customers"_s, u"customer:%1"_s.arg(customer.value()));
}

void SegmentsPage::go(Place place)
{
    m_place = place;
    switch (place) {
    case Place::Editing:
        m_places->setCurrentIndex(0);
        break;
    case Place::ReadyMade:
        m_gallery->setWayBack(m_editing || !m_segments.isEmpty());
        m_gallery->recount();
        faces().showEmpty();
        return;
    case Place::Overlap:
        m_overlap->setSegments(m_segments);
        m_places->setCurrentWidget(m_overlap);
        break;
    case Place::Foreign:
        m_places->setCurrentWidget(m_foreign);
        m_foreign->begin();
        break;
    }
    faces().showFull();
}

void SegmentsPage::goBack()
{
    if (!m_editing && !m_segments.isEmpty())
        openSaved(m_segments.first().name);
    else
        go(m_editing ? Place::Editing : Place::ReadyMade);
}

void SegmentsPage::activate(const QString &argument)
{
    load(argument);
}

void SegmentsPage::load(const QString &then)
{
    if (faces().face() != FaceStack::Face::Full)
        faces().showLoading();
    m_load.run(QtConcurrent::run([shop = m_shop]() -> Result<Loaded> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        HABERDASH_TRY_ASSIGN(segments, savedSegments(connection));
        HABERDASH_TRY_ASSIGN(vocabulary, store::shopVocabulary(connection));
        Loaded loaded{segments,
            {vocabulary, {}, shop.info.currency.toString(), dayOf(shop.asOf(), shop.info.timeZone)}};
        for (const SavedSegment &saved : segments)
            loaded.words.segments.append(saved.name);
        return loaded;
    }),
        this, [this, then](const Result<Loaded> &loaded) {
            if (loaded)
                showLoaded(*loaded, then);
            else
                faces().showFailed(loaded.error());
        });
}

void SegmentsPage::showLoaded(const Loaded &loaded, const QString &then)
{
    m_segments = loaded.segments;
    m_list->setSegments(loaded.segments);
    m_transfer->setSegments(loaded.segments);
    m_attributes = loaded.words.shop.attributes;
    m_pane->setWords(loaded.words);
    countList();
    m_overlapButton->setEnabled(m_segments.size() >= 2);
    m_overlapButton->setToolTip(m_segments.size() >= 2 ? tr("Who is in several of your segments at once?")
                                                       : tr("Save two segments to see how they overlap."));
    if (then.startsWith(u"rule:"_s)) {
        const QString name = then.mid(5).section(u'\n', 0, 0);
        const auto rule = parseRule(QString(then.mid(5).section(u'\n', 1)));
        if (rule) {
            startNew(name, *rule);
            return;
        }
        Q_EMIT noticed({fullTextOf(rule.error().toError()), Tone::Negative, {}, {}});
    } else if (then == u"ready-made"_s) {
        m_place = Place::ReadyMade;
    } else if (then == u"overlap"_s) {
        m_place = Place::Overlap;
    } else if (then == u"import"_s) {
        m_place = Place::Foreign;
    } else if (!then.isEmpty()) {
        if (openSaved(then.startsWith(u"segment:"_s) ? then.mid(8) : then))
            return;
    }
    if (m_place == Place::Overlap && m_segments.size() < 2)
        m_place = Place::Editing; // nothing to lay over each other any more
    if (m_place != Place::Editing) {
        go(m_place);
        return;
    }
    if (m_editing)
        m_pane->recount();
    goBack();
}

void SegmentsPage::countList()
{
    m_counts.run(QtConcurrent::run([shop = m_shop, segments = m_segments, stopped = m_stop.renew()] {
        return countSaved(shop, segments, stopped);
    }),
        this, [this](const Result<QHash<QString, Count>> &counts) {
            if (counts)
                m_list->setCounts(*counts);
        });
}

void SegmentsPage::keepUnsaved()
{
    const bool worthKeeping = m_editing && m_editor.isChanged() && m_editor.canUndo();
    if (!worthKeeping)
        return;
    const QString name
        = m_editor.name().trimmed().isEmpty() ? tr("the new segment") : u"“%1”"_s.arg(m_editor.name());
    Q_EMIT noticed({tr("Your changes to %1 are not saved.").arg(name), Tone::Neutral, tr("Go back to them"),
        [page = QPointer(this), savedName = m_editor.savedName(), title = m_editor.name(),
            rule = m_editor.rule()] {
            if (!page)
                return;
            page->startNew(title, rule);
            for (const SavedSegment &saved : page->m_segments) {
                if (saved.name != savedName)
                    continue;
                page->m_editor.open(saved);
                page->m_editor.setRule(rule);
                page->m_editor.setName(title);
                page->m_list->select(savedName);
            }
        }});
}

void SegmentsPage::startNew(const QString &name, const Rule &rule)
{
    keepUnsaved();
    m_editing = true;
    m_list->select({});
    m_editor.start(name, rule);
    go(Place::Editing);
}

bool SegmentsPage::openSaved(const QString &name)
{
    for (const SavedSegment &saved : m_segments) {
        if (saved.name.compare(name, Qt::CaseInsensitive) != 0)
            continue;
        keepUnsaved();
        m_editing = true;
        m_list->select(saved.name);
        m_editor.open(saved);
        go(Place::Editing);
        return true;
    }
    Q_EMIT noticed({tr("There is no segment “%1” any more.").arg(name), Tone::Warning, {}, {}});
    return false;
}

void SegmentsPage::change(
    const std::function<Result<>(store::Connection &)> &work, const std::function<void()> &done)
{
    whenDone(QtConcurrent::run([shop = m_shop, work]() -> Result<bool> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        HABERDASH_TRY(work(connection));
        return true;
    }),
        this, [this, done](const Result<bool> &changed) {
            if (!changed) {
                Q_EMIT noticed({fullTextOf(changed.error()), Tone::Negative, {}, {}});
                return;
            }
            done();
            load({});
        });
}

void SegmentsPage::save()
{
    const QString name = m_editor.name().trimmed();
    if (name.isEmpty() || m_editor.isFaulty())
        return;
    const QString former = m_editor.savedName();
    for (const SavedSegment &other : m_segments) {
        if (other.name.compare(name, Qt::CaseInsensitive) == 0
            && other.name.compare(former, Qt::CaseInsensitive) != 0) {
            Q_EMIT noticed({tr("There is a segment “%1” already. Choose another name.").arg(name),
                Tone::Warning, {}, {}});
            return;
        }
    }
    change(
        [former, name, description = m_editor.description(), rule = m_editor.rule(), now = m_shop.now()](
            store::Connection &connection) -> Result<> {
            if (!former.isEmpty() && former != name)
                HABERDASH_TRY(campaign::renameSegment(connection, former, name, now));
            HABERDASH_TRY(saveSegment(connection, name, description, rule, now));
            return {};
        },
        [this, name, rule = m_editor.rule()] {
            if (m_editor.rule() == rule)
                m_editor.markSaved(name);
            m_list->select(name);
            Q_EMIT noticed({tr("Saved “%1”.").arg(name), Tone::Positive, {}, {}});
        });
}

void SegmentsPage::deleteCurrent()
{
    const QString name = m_editor.savedName();
    const auto found = std::find_if(m_segments.begin(), m_segments.end(),
        [&name](const SavedSegment &saved) { return saved.name == name; });
    if (found == m_segments.end())
        return;
    const SavedSegment removed = *found;
    change([name](store::Connection &connection) { return campaign::deleteSegment(connection, name); },
        [this, removed] {
            m_editing = false;
            m_editor.start({}, {});
            Q_EMIT noticed({tr("Deleted “%1”.").arg(removed.name), Tone::Neutral, tr("Undo"),
                [page = QPointer(this), removed] {
                    if (!page)
                        return;
                    page->change(
                        [removed, now = page->m_shop.now()](store::Connection &connection) -> Result<> {
                            HABERDASH_TRY(saveSegment(
                                connection, removed.name, removed.description, removed.rule, now));
                            return {};
                        },
                        [] {});
                }});
        });
}

void SegmentsPage::duplicate()
{
    const Rule rule = m_editor.rule();
    const QString base = m_editor.name().trimmed().isEmpty() ? tr("Segment") : m_editor.name().trimmed();
    QString name = tr("%1 (copy)").arg(base);
    const QStringList taken = m_list->keys();
    for (int i = 2; taken.contains(name, Qt::CaseInsensitive); ++i)
        name = tr("%1 (copy %2)").arg(base).arg(i);
    startNew(name, rule);
}

void SegmentsPage::askForExport(bool onlyMailable)
{
    ExportChoice before = m_export;
    before.onlyMailable = onlyMailable;
    auto *dialog = new ExportDialog(m_editor.name(), m_attributes, before, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::chosen, this, &SegmentsPage::exportTo);
    dialog->open();
}

void SegmentsPage::exportTo(const ExportChoice &choice, const QString &path)
{
    m_export = choice;
    const auto work = [shop = m_shop, rule = m_editor.rule(), choice, path](
                          Progress &progress) { return exportMembers(shop, rule, choice, path, progress); };
    runTask(m_tasks, tr("Writing the members of “%1”").arg(m_editor.name()), work, this,
        [this, path](const Result<qint64> &written) {
            if (!written)
                return QString();
            const QString text
                = tr("%n customer(s) written to %1", nullptr, int(*written)).arg(QFileInfo(path).fileName());
            Q_EMIT noticed({text, Tone::Positive, {}, {}});
            return text;
        });
}

} // namespace haberdash::ui
