// The page for drafts: a file that is too large is refused before it travels, and reading it is seen to go on.
const form = document.getElementById("check");
const told = document.getElementById("told");
const button = form.querySelector("button");
const megabytes = (bytes) => bytes / 1048576;

form.addEventListener("submit", (event) => {
  const file = form.querySelector("input[type=file]").files[0];
  const largest = Number(form.dataset.largest);
  if (file && file.size > largest - 4096) {
    event.preventDefault();
    told.className = "bad";
    told.textContent = `文件太大：最多${megabytes(largest)} MB，实际${megabytes(file.size).toFixed(1)} MB。请只提供年度报告本身。`;
    return;
  }
  button.disabled = true;
  told.className = "";
  const started = Date.now();
  const tell = () => { told.textContent = `正在读取和核对${file ? `《${file.name}》` : "网址"}，已用${Math.round((Date.now() - started) / 1000)}秒……`; };
  tell();
  setInterval(tell, 1000);
});
addEventListener("pageshow", () => { button.disabled = false; });
