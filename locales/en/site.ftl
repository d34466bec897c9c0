site-title = Exosome Duration Guide
site-tagline = How long it is said to last, and how far the evidence goes
site-description = How long exosome treatment is said to last, what studies have looked at, what harm has been reported, and where sources disagree.
footer-note = Information, not medical advice. Talk to a doctor about your health or treatment. In an emergency in Japan, call 119.
# On what terms the data may be reused; stands under every table, beside its files.
data-licence = Free to reuse under the MIT or Apache-2.0 licence. Credit: { site-title }. The source of each value is given with it.

# The ages of people in a study.
unit-age = { $number }

# Serious adverse events that were reported.
unit-event = { $number } serious adverse { $count ->
    [one] event
   *[other] events
}
