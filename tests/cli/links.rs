//! Links that `check --fix` writes anew.

use crate::site::Site;

#[test]
fn fix_names_the_files_of_links_that_were_written_as_addresses() {
    let site = Site::new();
    site.write("content/faq.ja.md", "+++\ntitle = \"質問\"\n+++\n\n## 料金 {#cost}\n");
    let page = "+++\ntitle = \"費用\"\n+++\n\n[一](/ja/faq/#cost)と[二](<../faq/> \"題\")、**[三](https://example.com/guide/ja/faq?a=b#cost)**。\n\
                [四](faq.html)、[五](../faq.md#cost)、`[六](/ja/faq/)`、[/ja/faq/](/ja/faq/)、[七][r]\n\n[r]: /ja/faq/\n";
    site.write("content/guide/cost.ja.md", page);
    let run = site.run(&["check", "--fix"]);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    let mended = page
        .replace("[一](/ja/faq/#cost)", "[一](../faq.md#cost)")
        .replace("<../faq/>", "<../faq.md>")
        .replace("https://example.com/guide/ja/faq?a=b", "../faq.md?a=b")
        .replace("[/ja/faq/](/ja/faq/)", "[/ja/faq/](../faq.md)");
    assert_eq!(site.read("content/guide/cost.ja.md"), mended);
    assert_eq!(run.stdout.matches("error[").count(), 2, "{}", run.stdout);
}
