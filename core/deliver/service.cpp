// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/service.h"

#include <algorithm>
#include <array>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 megabyte = 1'000'000;

struct Row
{
    Service service;
    const char16_t *word;
    const char16_t *name;
    Capabilities capabilities;
};

// Batches are as large as the service takes messages that have nothing in common. SendGrid's personalizations
// and Brevo's messageVersions would put many people into one call, but only with one body that the service
// fills in: what was made for one customer cannot share a call there, nor at Mailgun and SES.
// Bounces and opens can be asked for at four of them. SES tells who bounced for good or complained, the rest
// by a paid add-on or a queue; Resend only the last thing that happened. `eventTermsOf` has the words for it.
constexpr std::array<Row, 6> rows{{
    // batch, bytes of a batch, bytes of a message, pictures, metadata, events, idempotency
    {Service::SendGrid, u"sendgrid", u"SendGrid", {1, 0, 30 * megabyte, true, true, true, false}},
    {Service::Mailgun, u"mailgun", u"Mailgun", {1, 0, 25 * megabyte, true, true, true, false}},
    {Service::Postmark, u"postmark", u"Postmark",
        {500, 50 * megabyte, 10 * megabyte, true, true, true, false}},
    {Service::Ses, u"ses", u"Amazon SES", {1, 0, 40 * megabyte, true, true, false, false}},
    {Service::Brevo, u"brevo", u"Brevo", {1, 0, 20 * megabyte, false, true, true, true}},
    {Service::Resend, u"resend", u"Resend", {100, 40 * megabyte, 40 * megabyte, true, true, false, true}},
}};

const Row &rowOf(Service service)
{
    return rows[size_t(service)];
}

} // namespace

std::span<const Service> allServices()
{
    static constexpr std::array<Service, rows.size()> services{Service::SendGrid, Service::Mailgun,
        Service::Postmark, Service::Ses, Service::Brevo, Service::Resend};
    return services;
}

QString toWord(Service service)
{
    return QString::fromUtf16(rowOf(service).word);
}

std::optional<Service> serviceFromWord(QStringView word)
{
    const auto found = std::find_if(
        rows.begin(), rows.end(), [&](const Row &row) { return word == QString::fromUtf16(row.word); });
    return found == rows.end() ? std::nullopt : std::optional(found->service);
}

QString nameOf(Service service)
{
    return QString::fromUtf16(rowOf(service).name);
}

Capabilities capabilitiesOf(Service service)
{
    return rowOf(service).capabilities;
}

} // namespace haberdash::deliver
