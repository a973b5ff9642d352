// Turns textareas with data-rich-text into editors. The textarea stays the form's field: every change
// is written back to it as HTML, and the server cleans what comes. Without this script one writes plain
// words in it. The editor itself (Tiptap, from django-prose-editor) is fetched only where it is needed.

const ON = {
  bold: (c) => c.toggleBold(),
  italic: (c) => c.toggleItalic(),
  bulletList: (c) => c.toggleBulletList(),
  orderedList: (c) => c.toggleOrderedList(),
  blockquote: (c) => c.toggleBlockquote(),
  table: (c) => c.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
  undo: (c) => c.undo(),
  redo: (c) => c.redo(),
  addRowAfter: (c) => c.addRowAfter(),
  addColumnAfter: (c) => c.addColumnAfter(),
  deleteRow: (c) => c.deleteRow(),
  deleteColumn: (c) => c.deleteColumn(),
  deleteTable: (c) => c.deleteTable(),
};

// Blocks keep the names the server gave them, so that remarks still find their place.
const keepIds = (t) => t.Extension.create({
  name: "blockIds",
  addGlobalAttributes: () => [{
    types: ["paragraph", "heading", "bulletList", "orderedList", "listItem", "blockquote", "table", "tableRow"],
    attributes: {
      blockId: {
        default: null,
        keepOnSplit: false,
        parseHTML: (element) => element.getAttribute("data-id"),
        renderHTML: (attributes) => (attributes.blockId ? { "data-id": attributes.blockId } : {}),
      },
    },
  }],
});

// A footnote is one piece in the line: a number, with its words kept in it. Enter or two clicks open it.
const footnotes = (t) => t.Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({
    words: { default: "", parseHTML: (element) => plain(element), renderHTML: () => ({}) },
  }),
  parseHTML: () => [{ tag: "small.footnote", priority: 60 }],
  renderHTML: ({ node }) => ["small", { class: "footnote" }, node.attrs.words],
  renderText: ({ node }) => ` [^ ${node.attrs.words}]`,
});

// The caption travels as an attribute; the server makes it a caption again.
const captioned = (t) => t.Table.extend({
  addNodeView: () => null,
  addAttributes() {
    return {
      ...this.parent?.(),
      caption: {
        default: "",
        parseHTML: (table) => table.querySelector(":scope > caption")?.textContent ?? table.dataset.caption ?? "",
        renderHTML: (attributes) => (attributes.caption ? { "data-caption": attributes.caption } : {}),
      },
    };
  },
  parseHTML: () => [{ tag: "table" }],
}).configure({ resizable: false });

const extensions = (t) => [
  t.Document, t.Paragraph, t.Text, t.HardBreak, t.Bold, t.Italic, t.Superscript, t.Subscript,
  t.Heading.configure({ levels: [2, 3, 4] }),
  t.BulletList, t.OrderedList, t.ListItem, t.Blockquote,
  t.Link.configure({ openOnClick: false, autolink: false, protocols: ["mailto"] }),
  captioned(t), t.TableRow, t.TableHeader, t.TableCell,
  t.Image.configure({ inline: true }), footnotes(t),
  t.History, t.Gapcursor, keepIds(t),
];

// A caption is read from the element above; as content it would become a row. Headings come to our levels.
// Styles and handlers go before anything is parsed, or the Content Security Policy has something to say.
const STYLES = /<style[\s\S]*?<\/style\s*>|\s(?:style|on\w+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi;

const plain = (element) => element.textContent.replace(/\s+/g, " ").trim();

// Text processors paste a number that links to its note, and the note links back. Together they are a footnote.
const CALL = /^[[(]?\s*(\d{1,3}|[ivxlc]{1,6}|[*†‡]{1,3})\s*[\])]?$/i;

const adoptNotes = (page) => {
  const links = [...page.querySelectorAll('a[href^="#"]')];
  const target = (link) => link.getAttribute("href").slice(1);
  const names = (link) => {
    const found = [link.name, link.id];
    for (let each = link.parentElement; each; each = each.parentElement) {
      if (/^(p|li|div|sup)$/.test(each.localName)) found.push(each.id);
    }
    return found;
  };
  const pairs = links.flatMap((call, place) => {
    if (!CALL.test(plain(call))) return [];
    const note = links.slice(place + 1).find((each) => names(each).includes(target(call)) && names(call).includes(target(each)));
    return note ? [[call, note]] : [];
  });
  const halves = pairs.flat();
  for (const [call, note] of pairs) {
    let block = null;
    for (let each = note.parentElement; each && each !== page.body; each = each.parentElement) {
      if (halves.filter((half) => each.contains(half)).length > 1) break;
      if (each.localName === "p" || (/^(li|div)$/.test(each.localName) && (each.id || !block))) block = each;
    }
    if (!block) continue;
    note.remove();
    for (const each of block.querySelectorAll("p, br")) each.before(" ");
    const small = page.createElement("small");
    small.className = "footnote";
    small.textContent = plain(block);
    block.remove();
    if (!small.textContent) continue;
    const raised = call.closest("sup");
    (raised && plain(raised) === plain(call) ? raised : call).replaceWith(small);
  }
};

const prepared = (html) => {
  const page = new DOMParser().parseFromString(html.replace(STYLES, ""), "text/html");
  for (const caption of page.querySelectorAll("table > caption")) {
    caption.parentElement.dataset.caption = caption.textContent.trim();
    caption.remove();
  }
  for (const heading of page.querySelectorAll("h1, h5, h6")) {
    const ours = page.createElement(heading.localName === "h1" ? "h2" : "h4");
    ours.append(...heading.childNodes);
    heading.replaceWith(ours);
  }
  adoptNotes(page);
  for (const unwanted of page.querySelectorAll("style, script, meta, link, title")) unwanted.remove();
  return page.body.innerHTML;
};

const describe = (textarea) => {
  const attributes = { role: "textbox", "aria-multiline": "true", class: "rich-text", lang: "nb" };
  for (const name of ["aria-describedby", "aria-invalid", "aria-required"]) {
    if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name);
  }
  if (textarea.required) attributes["aria-required"] = "true";
  const label = textarea.labels?.[0];
  if (label) {
    label.id ||= `${textarea.id}-label`;
    attributes["aria-labelledby"] = label.id;
  } else if (textarea.hasAttribute("aria-label")) {
    attributes["aria-label"] = textarea.getAttribute("aria-label");
  }
  return attributes;
};

const ask = (field, name, value, act) => {
  const dialog = field.querySelector(`[data-dialog="${name}"]`);
  const input = dialog.querySelector("[data-value]");
  const error = dialog.querySelector("[data-error]");
  const words = error?.textContent;
  const ending = new AbortController();
  const on = (selector, event, handle) =>
    dialog.querySelector(selector)?.addEventListener(event, handle, { signal: ending.signal });
  const fail = (text) => {
    error.textContent = text || words;
    error.hidden = false;
    input.focus();
  };
  const run = async (chosen) => {
    const refusal = await act(chosen, dialog);
    if (refusal === undefined) dialog.close();
    else fail(refusal);
  };
  input.value = value;
  if (error) error.hidden = true;
  dialog.addEventListener("close", () => { ending.abort(); if (error) error.textContent = words; }, { once: true });
  on("[data-ok]", "click", () => run(input.value.trim()));
  on("[data-remove]", "click", () => run(null));
  on("[data-cancel]", "click", () => dialog.close());
  on("[data-value]", "keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    run(input.value.trim());
  });
  dialog.showModal();
};

const askLink = (field, editor) => ask(field, "link", editor.getAttributes("link").href ?? "", (text) => {
  const chain = editor.chain().focus().extendMarkRange("link");
  if (text === null || text === "") return void chain.unsetLink().run();
  const href = /^[^@\s:/]+@[^@\s]+\.[^@\s]+$/.test(text) ? `mailto:${text}`
    : /^(https?:\/\/|mailto:)\S+$/i.test(text) ? text
    : /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(text) ? `https://${text}` : "";
  if (!href) return "";
  if (editor.state.selection.empty && !editor.isActive("link")) {
    editor.chain().focus().insertContent([{ type: "text", text, marks: [{ type: "link", attrs: { href } }] }]).run();
  } else chain.setLink({ href }).run();
});

const askCaption = (field, editor) => ask(field, "caption", editor.getAttributes("table").caption ?? "", (caption) =>
  void editor.chain().focus().updateAttributes("table", { caption }).run());

const askImage = (field, editor) => ask(field, "image", "", async (alt, dialog) => {
  const input = dialog.querySelector("[data-file]");
  if (!input.files.length || !alt) return "";
  const body = new FormData();
  body.append("image", input.files[0]);
  body.append("csrfmiddlewaretoken", field.closest("form")?.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
  try {
    const answer = await fetch(field.dataset.upload, { method: "POST", body, headers: { Accept: "application/json" } });
    const said = await answer.json();
    if (!answer.ok) return said.error;
    editor.chain().focus().setImage({ src: said.url, alt }).run();
    input.value = "";
  } catch {
    return field.dataset.failed;
  }
});

const askNote = (field, editor) => {
  const there = editor.isActive("footnote") ? editor.getAttributes("footnote").words : "";
  ask(field, "footnote", there, (words) => {
    const chain = editor.chain().focus();
    const said = words?.replace(/\s+/g, " ");
    if (said === "") return "";
    if (there && words === null) return void chain.deleteSelection().run();
    if (there) return void chain.updateAttributes("footnote", { words: said }).run();
    // After what is marked, never instead of it.
    if (said) chain.insertContentAt(editor.state.selection.to, { type: "footnote", attrs: { words: said } }).run();
  });
};

const ASK = { link: askLink, caption: askCaption, image: askImage, footnote: askNote };

// One stop for the Tab key; arrows, Home and End move inside, as a toolbar should.
const rove = (bar) => {
  const tools = [...bar.querySelectorAll("button, select")];
  const go = (to) => {
    tools.forEach((tool) => { tool.tabIndex = tool === to ? 0 : -1; });
    to.focus();
  };
  tools.forEach((tool, at) => { tool.tabIndex = at ? -1 : 0; });
  bar.addEventListener("keydown", (event) => {
    const at = tools.indexOf(event.target);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (at < 0 || (event.key !== "Home" && event.key !== "End" && !step)) return;
    event.preventDefault();
    go(event.key === "Home" ? tools[0] : event.key === "End" ? tools.at(-1)
      : tools[(at + step + tools.length) % tools.length]);
  });
  bar.addEventListener("focusin", (event) => {
    tools.forEach((tool) => { tool.tabIndex = tool === event.target ? 0 : -1; });
  });
};

const show = (field, editor) => {
  for (const button of field.querySelectorAll("[data-command][aria-pressed]")) {
    button.setAttribute("aria-pressed", String(editor.isActive(button.dataset.command)));
  }
  field.querySelector("[data-in-table]").hidden = !editor.isActive("table");
  field.querySelector("[data-block]").value = editor.isActive("heading") ? String(editor.getAttributes("heading").level) : "paragraph";
};

const start = async (field) => {
  if (field.dataset.started) return;
  field.dataset.started = "yes";
  const textarea = field.querySelector("textarea");
  const t = await import(field.dataset.editor);
  // Whoever began to write while this was fetched goes on in the plain field and loses nothing.
  if (textarea.value !== textarea.defaultValue) return;
  const wasWriting = document.activeElement === textarea;
  const place = document.createElement("div");
  const attributes = describe(textarea);
  const id = textarea.id;
  const editor = new t.Editor({
    element: place,
    injectCSS: false,
    extensions: extensions(t),
    content: prepared(textarea.dataset.html ?? ""),
    editorProps: { attributes: { ...attributes, id }, transformPastedHTML: prepared },
    onUpdate: () => {
      textarea.value = editor.isEmpty ? "" : editor.getHTML();
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
    onTransaction: () => show(field, editor),
  });
  textarea.labels?.[0]?.addEventListener("click", () => editor.commands.focus());
  textarea.id = `${id}-source`;
  textarea.hidden = true;
  textarea.required = false;
  textarea.after(place);
  field.querySelector("[data-plain-hint]").hidden = true;
  const [bar, tableBar] = field.querySelectorAll("[role=toolbar]");
  bar.hidden = false;
  for (const each of [bar, tableBar]) {
    each.setAttribute("aria-controls", id);
    rove(each);
    each.addEventListener("click", (event) => {
      const name = event.target.closest("[data-command]")?.dataset.command;
      if (ASK[name]) ASK[name](field, editor);
      else if (name === "table" && editor.isActive("table")) editor.commands.focus();
      else if (name) ON[name](editor.chain().focus()).run();
    });
  }
  bar.querySelector("[data-block]").addEventListener("change", (event) => {
    const level = Number(event.target.value);
    const chain = editor.chain().focus();
    (level ? chain.setHeading({ level }) : chain.setParagraph()).run();
  });
  editor.view.dom.addEventListener("dblclick", (event) => {
    if (event.target.closest(".footnote")) askNote(field, editor);
  });
  editor.view.dom.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && editor.isActive("footnote")) {
      event.preventDefault();
      event.stopPropagation();
      askNote(field, editor);
    }
  }, { capture: true });
  editor.view.dom.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "F10") {
      event.preventDefault();
      bar.querySelector("[tabindex='0']").focus();
    }
  });
  show(field, editor);
  if (wasWriting) editor.commands.focus();
};

const startAll = (root) => {
  for (const field of root.querySelectorAll("[data-rich-text-field]")) {
    start(field).catch(() => { delete field.dataset.started; });
  }
};

startAll(document);
document.addEventListener("htmx:load", (event) => startAll(event.detail.elt));
