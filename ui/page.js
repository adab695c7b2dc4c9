// Holds the page in the reader's language and size of type, keeps the answer in view and its reading clean, and copies an answer with its places.
const root = document.documentElement;
const WORDS = {
  "zh-CN": {
    examples: "可以这样问", log: "问答记录", question: "您的问题", ask: "提问", type: "请输入问题", fresh: "新对话", copied: "已复制", title: "年报智答",
    done: "回答完毕", wrong: "出错了，请再试一次", wait: "正在回答", unable: "没有回答", close: "关闭",
    contact: (agency, year) => `${agency}${year}年报告所列联系方式：`,
    kept: "已记录，谢谢。", lost: "没有记下，请稍后再试。", why: "哪里不对？（可不填）", send: "提交",
  },
  en: {
    examples: "Questions to begin with", log: "Questions and answers", question: "Your question", ask: "Ask", type: "Type a question", fresh: "New", copied: "Copied", title: "Annual reports, answered",
    done: "Answered", wrong: "Something went wrong; please try again", wait: "Answering", unable: "Not answered", close: "Close",
    contact: (agency, year) => `${agency}, as its report of ${year} says: `,
    kept: "Noted, thank you.", lost: "It could not be noted; please try again later.", why: "What was wrong? (optional)", send: "Send",
  },
};
const words = () => WORDS[root.lang];

// What a reader chose is kept in this browser alone; without a choice the browser's language decides, Chinese before all but English.
function kept(name) { try { return localStorage.getItem(name); } catch { return null; } }
function keep(name, value) { try { localStorage.setItem(name, value); } catch { /* a browser that keeps nothing asks again */ } }
const asksFor = new URLSearchParams(location.search).get("lang");
root.lang = ["zh-CN", "en"].find((one) => one === (asksFor ?? kept("language"))) ?? (navigator.language.startsWith("en") ? "en" : "zh-CN");
root.classList.toggle("large", kept("large") === "yes");

function set(element, name, value) {
  // Only what differs is written: the observer below sees every change.
  if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function say(element, text) {
  if (element && element.textContent.trim() !== text) element.textContent = text;
}

function translate() {
  document.title = words().title;
  const box = document.querySelector("#question textarea");
  set(box, "placeholder", words().type);
  set(box, "aria-label", words().question);
  say(document.querySelector("#question .submit-button"), words().ask);
  say(document.querySelector("#fresh"), words().fresh);
  set(document.querySelector('[data-switch="large"]'), "aria-pressed", String(root.classList.contains("large")));
  for (const example of document.querySelectorAll("#chat .example")) {
    const other = /[\u4e00-\u9fff]/.test(example.textContent) === (root.lang === "en");
    if (example.hidden !== other) example.hidden = other;
  }
}

// What gradio tells a screen reader, in the words of the page: some of its own are in no language.
const TOLD = { "common.complete": "done", "common.error": "wrong", "common.loading": "wait", "加载中": "wait", "Loading": "wait" };

function tell() {
  for (const status of document.querySelectorAll('.sr-only[role="status"]')) {
    const name = TOLD[status.textContent.trim()];
    // Gradio goes on writing into this very text.
    if (name && status.firstChild) status.firstChild.data = words()[name];
  }
}

function warn() {
  for (const head of document.querySelectorAll(".toast-header")) {
    // A warning is no button that holds a button: the one that closes it is enough.
    for (const name of ["role", "tabindex"]) head.removeAttribute(name);
    set(head.querySelector(".toast-close"), "aria-label", words().close);
    const title = head.querySelector(".toast-title")?.firstChild;
    if (title?.data?.startsWith("Error")) title.data = title.data.replace("Error", words().unable);
  }
}

// Whom to turn to: the office that the address names, or the only one whose reports are held, in the words of its own report.
let office = null;

function showContact() {
  const place = document.querySelector(".welcome .contact");
  if (!place || !office?.quote) return;
  say(place, `${words().contact(office.agency, office.year)}“${office.quote}”`);
  if (place.hidden) place.hidden = false;
}

async function findContact() {
  const agency = new URLSearchParams(location.search).get("agency") ?? "";
  const reply = await fetch(`/api/contact?${new URLSearchParams({ agency })}`).catch(() => null);
  office = reply?.ok ? await reply.json() : null;
  showContact();
}
findContact();

function showHit() {
  // Where a table is wider than the screen, its marked cell is what must be seen of it first.
  for (const sheet of document.querySelectorAll(".evidence .sheet:not([data-shown])")) {
    const hit = sheet.querySelector("td.hit");
    sheet.dataset.shown = "";
    if (hit) sheet.scrollLeft = hit.offsetLeft + hit.offsetWidth - sheet.clientWidth;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-switch]");
  if (!button) return;
  if (button.dataset.switch === "language") {
    root.lang = root.lang === "en" ? "zh-CN" : "en";
    keep("language", root.lang);
  } else {
    keep("large", root.classList.toggle("large") ? "yes" : "no");
  }
  settle();
});

let asked = 0;
let pinned = null;

function settle() {
  // Gradio labels every message with its HTML source, which a screen reader would spell out, and examples in English.
  for (const message of document.querySelectorAll("#chat [data-testid][aria-label]")) message.removeAttribute("aria-label");
  for (const example of document.querySelectorAll('#chat button[aria-label^="Select example"]')) example.removeAttribute("aria-label");
  // A list must hold list items: the examples are buttons.
  const examples = document.querySelector("#chat .examples");
  if (examples?.getAttribute("role") === "list") examples.setAttribute("role", "group");
  set(examples, "aria-label", words().examples);
  set(document.querySelector('#chat [role="log"]'), "aria-label", words().log);
  warn();
  translate();
  tell();
  showHit();
  showContact();
  if (globalThis.speechSynthesis) offerReading();
  const questions = document.querySelectorAll("#chat .user-row");
  if (questions.length > asked) pinned = questions[questions.length - 1];
  asked = questions.length;
  // A new question stays at the top while its answer grows, so that the answer is read from its beginning.
  pinned?.scrollIntoView({ block: "start" });
}

for (const gesture of ["wheel", "touchmove", "pointerdown", "keydown"]) addEventListener(gesture, () => { pinned = null; }, { passive: true });
new MutationObserver(settle).observe(document.body, { childList: true, characterData: true, subtree: true });

async function copyText(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  // On an intranet without https the clipboard is reachable only through a selection.
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy], button[data-copy-link]");
  if (!button) return;
  const label = button.textContent;
  await copyText(button.dataset.copy ?? location.origin + button.dataset.copyLink);
  button.textContent = words().copied;
  setTimeout(() => { button.textContent = label; }, 1500);
});

// Reading aloud, by a voice of this very machine: what others speak they are sent first. Without such a voice there is no button.
function voiceFor(language) {
  const voices = speechSynthesis.getVoices().filter((voice) => voice.localService && voice.lang.toLowerCase().startsWith(language));
  return voices.find((voice) => /^zh.CN/i.test(voice.lang)) ?? voices[0];
}

function offerReading() {
  for (const button of document.querySelectorAll("button[data-read]")) {
    const silent = !voiceFor(button.dataset.read);
    if (button.hidden !== silent) button.hidden = silent;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-read]");
  if (!button) return;
  const again = speechSynthesis.speaking;
  speechSynthesis.cancel();
  if (again) return; // a second press stops
  const said = button.closest(".message").querySelectorAll(".lead, .more, .rows li, .caveats li");
  const speech = new SpeechSynthesisUtterance([...said].map((one) => one.innerText).join("\n"));
  speech.voice = voiceFor(button.dataset.read);
  speech.lang = speech.voice.lang;
  speechSynthesis.speak(speech);
});
globalThis.speechSynthesis?.addEventListener("voiceschanged", offerReading);

// What a reader thinks of an answer: one press, and after 没用 a word of why if there is one.
async function hand(judge, useful, remark) {
  const reply = await fetch("/api/feedback", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...JSON.parse(judge.dataset.said), useful, remark }),
  });
  const sentence = reply.ok ? words().kept : (await reply.json().catch(() => ({}))).error ?? words().lost;
  judge.innerHTML = '<span role="status"></span>';
  judge.firstChild.textContent = sentence;
}

function askWhy(judge) {
  judge.innerHTML = `<form><label>${words().why}<input maxlength="500" autocomplete="off"></label><button type="submit">${words().send}</button></form>`;
  judge.querySelector("input").focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-useful]");
  if (!button) return;
  const judge = button.closest(".judge");
  if (button.dataset.useful === "true") hand(judge, true, "");
  else askWhy(judge);
});

document.addEventListener("submit", (event) => {
  const judge = event.target.closest(".judge");
  if (!judge) return;
  event.preventDefault();
  hand(judge, false, judge.querySelector("input").value);
});
