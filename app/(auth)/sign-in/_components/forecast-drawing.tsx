import classes from "./forecast-drawing.module.css";

/** A measured trace up to now, and after it the widening fan of what may come. */
export function ForecastDrawing() {
  return (
    <svg className={classes.drawing} viewBox="0 0 720 720" preserveAspectRatio="xMidYMid slice">
      <g className={classes.grid}>
        {[120, 220, 320, 420, 520].map((y) => (
          <path key={y} d={`M0 ${y}H720`} />
        ))}
      </g>
      <path
        className={classes.wide}
        d="M430 356C510 330 600 230 720 130L720 420C610 400 520 384 430 356Z"
      />
      <path
        className={classes.narrow}
        d="M430 356C510 336 600 268 720 196L720 330C610 350 520 366 430 356Z"
      />
      <path
        className={classes.trace}
        d="M0 412C30 404 44 428 70 420S112 396 138 408 176 436 204 424 244 398 270 404 304 424 332 406 372 384 392 380 418 362 430 356"
      />
      <path className={classes.forecast} d="M430 356C520 340 604 290 720 252" />
      <path className={classes.now} d="M430 96V560" />
      <circle className={classes.point} cx="430" cy="356" r="6" />
    </svg>
  );
}
