// The page of work under way takes in what is new until it is done. It is not loaded anew: who reads it by ear hears the new lines alone.
const EVERY = 2000;

async function look() {
  const reply = await fetch("/job");
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const log = document.getElementById("log"), state = page.getElementById("state");
  const same = page.querySelector("h1")?.textContent === document.querySelector("h1").textContent;
  if (!state || !same) return location.assign("/job");
  log.append(...[...page.querySelectorAll("#log p")].slice(log.children.length));
  if (state.dataset.running) return again();
  document.getElementById("state").replaceChildren(...state.childNodes);
}

function again() { setTimeout(() => look().catch(again), EVERY); }
again();
