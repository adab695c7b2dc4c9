// Puts the chat into a portal page, where the script stands: <script src="https://ADDRESS/embed.js" data-height="640"></script>
// data-question asks at once, data-agency shows how that office is reached. The server must name the portal in NIANBAO_FRAME_PARENTS, or the frame stays empty.
(() => {
  const script = document.currentScript;
  const address = new URL("/", script.src);
  if (script.dataset.question) address.searchParams.set("q", script.dataset.question);
  if (script.dataset.agency) address.searchParams.set("agency", script.dataset.agency);
  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = script.dataset.title || "年报智答：政府信息公开年报问答";
  frame.loading = "lazy";
  frame.referrerPolicy = "no-referrer";
  frame.allow = `clipboard-write ${address.origin}`;
  frame.style.width = "100%";
  frame.style.height = `${Number(script.dataset.height) || 640}px`;
  frame.style.border = "1px solid #cbd5e1";
  frame.style.borderRadius = "8px";
  script.after(frame);
})();
