// SPDX-License-Identifier: GPL-3.0-or-later
// Writes our starting designs as MJML, compiles them, and compares with the mails in FOLDER.
// compare_mjml.mjs DESIGNS VALUES.json FOLDER, in a folder with mjml and html-validate.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
const require = createRequire(process.cwd() + '/');
const mjml2html = require('mjml').default ?? require('mjml');
const { HtmlValidate } = require('html-validate');
const [designs, valuesFile, folder] = process.argv.slice(2);
const values = JSON.parse(readFileSync(valuesFile, 'utf8'));
const colours = { accent: '#2f5d50', 'accent-text': '#fefefe', background: '#f4f2ee', text: '#26292c', muted: '#676b70', surface: '#fefefe' };
const colour = name => colours[name] ?? name;
const compared = ['01-welcome', '05-win-back', '07-price-drop', '09-vip', '10-new-collection', '12-plain-letter'];

/// What the Liquid of these designs says for the one customer.
const filled = text => text
    .replace(/{% if customer.last_order_at %}.*?{% endif %}/g, 'January 2026')
    .replace(/{{ *([a-z_.]+)[^}]*}}/g, (all, path) => path.split('.').reduce((value, name) => value?.[name], values) ?? '')
    .replace(/{%.*?%}/g, '');
const bold = text => text.replace(/\*\*(.*?)\*\*/g, '<strong>$1</strong>');
const part = text => {
    const heading = /^(#+) (.*)/.exec(text);
    if (heading)
        return `<h${heading[1].length}>${bold(heading[2])}</h${heading[1].length}>`;
    if (text.startsWith('- '))
        return `<ul>${text.split('\n').map(line => `<li>${bold(line.slice(2))}</li>`).join('')}</ul>`;
    return `<p>${bold(text)}</p>`;
};
const html = text => filled(text).split(/\n\n+/).map(part).join('');
const align = style => ({ centre: 'center', end: 'right' })[style?.alignment] ?? 'left';
const content = {
    header: block => `<mj-text font-size="20px" align="${align(block.style)}"><a href="${values.shop.url}">${values.shop.name}</a></mj-text>`,
    text: block => `<mj-text align="${align(block.style)}" color="${colour(block.style?.textColour ?? 'text')}" font-size="${block.style?.fontSize ?? 16}px">${html(block.text)}</mj-text>`,
    button: block => `<mj-button href="${filled(block.link)}" align="${align(block.style)}" background-color="${colour(block.fill ?? 'accent')}" color="${colour(block.labelColour ?? 'accent-text')}">${block.label}</mj-button>`,
    divider: () => '<mj-divider border-width="1px" border-color="#e0ddd8" />',
};
const product = (item, block) => `<mj-column><mj-image src="${item.image_url}" alt="${item.title}" href="${item.url}" />`
    + `<mj-text><a href="${item.url}">${item.title}</a><br><strong>$${item.price.toFixed(2)}</strong> <s>$${item.compare_at_price.toFixed(2)}</s></mj-text>`
    + (block.button ? `<mj-button href="${item.url}">${block.button}</mj-button>` : '') + '</mj-column>';
const section = (style, inside) => `<mj-section background-color="${colour(style?.background ?? 'surface')}">${inside}</mj-section>`;
const toMjml = block => {
    if (block.kind === 'columns')
        return section(block.style, block.columns.map(column => `<mj-column>${column.blocks.map(each => content[each.kind](each)).join('')}</mj-column>`).join(''));
    if (block.kind === 'products') {
        const rows = [];
        for (let i = 0; i < Math.min(block.limit, values.products.length); i += block.columns)
            rows.push(section(block.style, values.products.slice(i, i + block.columns).map(item => product(item, block)).join('')));
        return rows.join('');
    }
    return section(block.style, `<mj-column>${content[block.kind](block)}</mj-column>`);
};
const footer = section({}, `<mj-column><mj-text font-size="13px" color="${colours.muted}"><a href="${values.unsubscribe_url}">Unsubscribe</a>`
    + `<p>${values.shop.name}<br>1 Mill Lane<br>Leeds</p></mj-text></mj-column>`);
const mail = design => `<mjml lang="en"><mj-head><mj-title>${filled(design.subject)}</mj-title><mj-preview>${filled(design.preheader)}</mj-preview>`
    + '<mj-attributes><mj-all font-family="Helvetica, Arial, sans-serif" /></mj-attributes></mj-head>'
    + `<mj-body background-color="${colours.background}">${design.design.blocks.map(toMjml).join('')}${footer}</mj-body></mjml>`;

const depth = page => {
    let open = 0, deepest = 0;
    // What Outlook sees counts, too.
    for (const [tag] of page.matchAll(/<\/?table\b/gi)) {
        open += tag[1] === '/' ? -1 : 1;
        deepest = Math.max(deepest, open);
    }
    return deepest;
};
const validator = new HtmlValidate({ extends: ['html-validate:standard'] });
const faults = async page => (await validator.validateString(page)).results.flatMap(result => result.messages);
// Attributes that HTML 5 gave up are what mail programs need: they are counted on their own.
const byAge = list => {
    const old = list.filter(each => each.ruleId === 'no-deprecated-attr').length;
    return { old, other: list.length - old, rules: [...new Set(list.filter(each => each.ruleId !== 'no-deprecated-attr').map(each => each.ruleId))] };
};
const bytes = page => Buffer.byteLength(page);
const pad = (text, size) => String(text).padStart(size);
console.log(`${'design'.padEnd(16)}   bytes: ours  mjml  mjml, packed   depth: ours  mjml   errors: ours  mjml   old attributes: ours  mjml`);
const seen = { ours: new Set(), mjml: new Set() };
for (const name of compared) {
    const design = JSON.parse(readFileSync(`${designs}/${name}.json`, 'utf8'));
    const compile = await mjml2html(mail(design), { validationLevel: 'strict', fonts: {} });
    const theirs = compile.html;
    const packed = theirs.replace(/>\s+</g, '><').replace(/\s{2,}/g, ' ');
    const ours = readFileSync(`${folder}/${design.name}.html`, 'utf8');
    const [own, other] = [byAge(await faults(ours)), byAge(await faults(theirs))];
    own.rules.forEach(rule => seen.ours.add(rule));
    other.rules.forEach(rule => seen.mjml.add(rule));
    console.log(`${design.name.padEnd(16)} ${pad(bytes(ours), 13)} ${pad(bytes(theirs), 5)} ${pad(bytes(packed), 13)} ${pad(depth(ours), 13)} ${pad(depth(theirs), 5)} ${pad(own.other, 14)} ${pad(other.other, 5)} ${pad(own.old, 22)} ${pad(other.old, 5)}`);
}
console.log(`errors, ours: ${[...seen.ours].join(', ') || 'none'}; mjml: ${[...seen.mjml].join(', ') || 'none'}`);
