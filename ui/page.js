// Marks the page as Chinese, keeps the answer in view and its reading clean, and copies an answer with its places.
document.documentElement.lang = "zh-CN";

let asked = 0;
let pinned = null;

function settle() {
  // Gradio labels every message with its HTML source, which a screen reader would spell out, and examples in English.
  for (const message of document.querySelectorAll("#chat [data-testid][aria-label]")) message.removeAttribute("aria-label");
  for (const example of document.querySelectorAll('#chat button[aria-label^="Select example"]')) example.removeAttribute("aria-label");
  // A list must hold list items: the examples are buttons.
  const examples = document.querySelector("#chat .examples");
  if (examples?.getAttribute("role") === "list") examples.setAttribute("role", "group");
  examples?.setAttribute("aria-label", "可以这样问");
  document.querySelector('#chat [role="log"]')?.setAttribute("aria-label", "问答记录");
  const questions = document.querySelectorAll("#chat .user-row");
  if (questions.length > asked) pinned = questions[questions.length - 1];
  asked = questions.length;
  // A new question stays at the top while its answer grows, so that the answer is read from its beginning.
  pinned?.scrollIntoView({ block: "start" });
}

for (const gesture of ["wheel", "touchmove", "pointerdown", "keydown"]) addEventListener(gesture, () => { pinned = null; }, { passive: true });
new MutationObserver(settle).observe(document.body, { childList: true, subtree: true });

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
  button.textContent = "已复制";
  setTimeout(() => { button.textContent = label; }, 1500);
});

// What a reader thinks of an answer: one press, and after 没用 a word of why if there is one.
async function say(judge, useful, remark) {
  const reply = await fetch("/api/feedback", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...JSON.parse(judge.dataset.said), useful, remark }),
  });
  const sentence = reply.ok ? "已记录，谢谢。" : (await reply.json().catch(() => ({}))).error ?? "没有记下，请稍后再试。";
  judge.innerHTML = '<span role="status"></span>';
  judge.firstChild.textContent = sentence;
}

function askWhy(judge) {
  judge.innerHTML = '<form><label>哪里不对？（可不填）<input maxlength="500" autocomplete="off"></label><button type="submit">提交</button></form>';
  judge.querySelector("input").focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-useful]");
  if (!button) return;
  const judge = button.closest(".judge");
  if (button.dataset.useful === "true") say(judge, true, "");
  else askWhy(judge);
});

document.addEventListener("submit", (event) => {
  const judge = event.target.closest(".judge");
  if (!judge) return;
  event.preventDefault();
  say(judge, false, judge.querySelector("input").value);
});
