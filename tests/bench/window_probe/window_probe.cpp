// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QApplication>
#include <QCoreApplication>
#include <QGenericPlugin>
#include <QTextStream>
#include <QWidget>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <thread>

using namespace Qt::Literals::StringLiterals;

namespace {

using Clock = std::chrono::steady_clock; // the same in all processes of a machine
using Milliseconds = std::chrono::duration<double, std::milli>;

/// Nothing was painted for so long: the page is there.
constexpr Milliseconds quiet{400};
constexpr Milliseconds patience{10'000};

/// Watches a program from inside without its knowledge. A thread posts one event after the other; how long
/// the event waited is how long a key press would have waited. Paints are seen by an event filter. Buttons
/// named in HABERDASH_PROBE_CLICKS are pressed one after the other, each when all is quiet.
class Probe final : public QObject
{
public:
    Probe()
        : m_start(Clock::time_point(
            std::chrono::nanoseconds(qEnvironmentVariable("HABERDASH_PROBE_START").toLongLong())))
        , m_steps(qEnvironmentVariable("HABERDASH_PROBE_CLICKS").split(u',', Qt::SkipEmptyParts))
    {
        QCoreApplication::instance()->installEventFilter(this);
        m_thread = std::jthread([this](const std::stop_token &stop) {
            while (!stop.stop_requested()) {
                if (!m_underway.exchange(true)) {
                    m_posted = Clock::now();
                    QCoreApplication::postEvent(this, new QEvent(beat));
                }
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
        });
    }

    bool event(QEvent *event) override
    {
        if (event->type() != beat)
            return QObject::event(event);
        const auto now = Clock::now();
        m_longest = std::max(m_longest, Milliseconds(now - m_posted));
        if (m_painting) {
            if (!m_firstPaint)
                m_firstPaint = now;
            m_lastPaint = now;
            m_painting = false;
        }
        if ((m_firstPaint && now - m_lastPaint > quiet) || now - m_stepStart > patience)
            nextStep();
        m_underway = false;
        return true;
    }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            m_painting = true;
        return false;
    }

private:
    void nextStep()
    {
        QTextStream out(stdout);
        const Milliseconds shown = m_firstPaint ? Milliseconds(*m_firstPaint - m_stepStart) : patience;
        out << m_step << '\t' << shown.count() << '\t' << Milliseconds(m_lastPaint - m_stepStart).count()
            << '\t' << m_longest.count() << '\n';
        if (m_steps.isEmpty()) {
            out.flush();
            m_thread.request_stop();
            QCoreApplication::exit(0);
            return;
        }
        m_step = m_steps.takeFirst();
        m_firstPaint.reset();
        m_longest = {};
        m_stepStart = m_lastPaint = Clock::now();
        QMetaObject::invokeMethod(
            this, [this] { press(m_step); }, Qt::QueuedConnection);
    }
    static void press(const QString &name)
    {
        for (const QWidget *window : QApplication::topLevelWidgets()) {
            if (auto *button = window->findChild<QAbstractButton *>(name)) {
                button->click();
                return;
            }
        }
        QTextStream(stderr) << "There is no button " << name << '\n';
    }

    static constexpr auto beat = QEvent::User;
    Clock::time_point m_start;
    QStringList m_steps;
    QString m_step = u"start"_s;
    Clock::time_point m_stepStart = m_start;
    Clock::time_point m_lastPaint = m_start;
    std::optional<Clock::time_point> m_firstPaint;
    Milliseconds m_longest{}; ///< that an event waited in this step
    bool m_painting = false;
    std::atomic<bool> m_underway = false;
    Clock::time_point m_posted; ///< of the event under way
    std::jthread m_thread;
};

class ProbePlugin final : public QGenericPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "window_probe.json")

public:
    QObject *create(const QString &, const QString &) override { return new Probe; }
};

} // namespace

#include "window_probe.moc"
