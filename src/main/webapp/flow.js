// Draws the bars, and reads the picture again while the build runs.
(function () {
  const INTERVAL_MS = 3000;
  const flows = document.getElementById("aws-flows");

  function drawBars() {
    flows.querySelectorAll("[data-share]").forEach((bar) => {
      bar.style.width = bar.dataset.share + "%";
    });
  }

  function isOver() {
    return (
      flows.querySelector(".aws-flow") &&
      !flows.querySelector(
        '.aws-flow[data-status="RUNNING"], .aws-flow[data-status="WAITING"]',
      )
    );
  }

  function refresh() {
    fetch(flows.dataset.source)
      .then((answer) => (answer.ok ? answer.text() : null))
      .then((text) => {
        if (text !== null) {
          flows.innerHTML = text;
          drawBars();
        }
      })
      .catch(() => {
        // Jenkins is restarting, most likely: ask again.
      })
      .then(() => {
        if (!isOver()) {
          setTimeout(refresh, INTERVAL_MS);
        }
      });
  }

  drawBars();
  if (flows.dataset.running === "true") {
    setTimeout(refresh, INTERVAL_MS);
  }
})();
