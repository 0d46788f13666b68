// Draws the bars, and reads the picture again while the build runs.
(function () {
  const INTERVAL_MS = 3000;
  const flows = document.getElementById("aws-flows");

  function drawBars() {
    flows.querySelectorAll("[data-share]").forEach((bar) => {
      bar.style.width = `${bar.dataset.share}%`;
    });
  }

  async function refresh() {
    try {
      const answer = await fetch(flows.dataset.source);
      if (answer.ok) {
        flows.innerHTML = await answer.text();
        drawBars();
      }
      const open = flows.querySelector(
        '.aws-flow[data-status="RUNNING"], .aws-flow[data-status="WAITING"]',
      );
      if (!open && flows.childElementCount > 0) {
        return;
      }
    } catch (unreachable) {
      // Jenkins is restarting, most likely: ask again.
    }
    setTimeout(refresh, INTERVAL_MS);
  }

  drawBars();
  if (flows.dataset.running === "true") {
    setTimeout(refresh, INTERVAL_MS);
  }
})();
