// Jenkins ties the fields of an optional block to what they depend on before it ties the block to the form around it, so
// that "../connection" would be another connection of the page, or none. These fields are tied after that.
(function () {
  // Jenkins' own, between which it does all this, are 20 to 100.
  const BEFORE_VALIDATORS = 10;
  const AFTER_BLOCKS = 90;

  Behaviour.specify(
    "INPUT.aws-block-check.validated",
    "aws-block-check-hold",
    BEFORE_VALIDATORS,
    (field) => {
      field.classList.remove("validated");
      field.classList.add("aws-block-check--held");
    },
  );

  Behaviour.specify(
    "INPUT.aws-block-check--held",
    "aws-block-check-tie",
    AFTER_BLOCKS,
    (field) => {
      field.classList.remove("aws-block-check--held");
      field.classList.add("validated");
      registerValidator(field);
    },
  );
})();
