site-title = Exosome Duration Guide
site-tagline = How long it is said to last, and how far the evidence goes
site-description = An independent guide to how long exosome treatment is said to last: what sources say, how strong the evidence is, and where they disagree.
footer-note = Independent information, with no ties to any clinic or company. It is not medical advice. Talk to a doctor about your health or treatment.
# On what terms the data may be reused; stands under every table, beside its files.
data-licence = Free to reuse under the MIT or Apache-2.0 licence. Source: { site-title }

# The ages of people in a study.
unit-age = { $number }
