using System.Diagnostics;
using System.Text;
using Debye.Crystals;
using Debye.Crystals.Cif;
using Debye.Numerics;

namespace Debye.Tests.Crystals.Cif;

public sealed class CifFuzzTests
{
    private static readonly string[] Words =
    [
        "loop_",
        "data_",
        "_cell_length_a",
        "'",
        "\"",
        ";",
        "\n;",
        "#",
        "?",
        ".",
        "-",
        "1e999",
        "nan",
        "x,y,z",
        "-x,2*y,z",
        "0/0",
        "\0",
        "\uFEFF",
        "save_",
        "(",
        ")",
        "999999999999",
        "\r",
        "\t",
        "'x+1/7,y,z'",
    ];

    [Fact]
    public void Parse_MutatedText_ReadsOrSaysWhatIsWrong()
    {
        var texts = Directory
            .GetFiles(Path.GetDirectoryName(CifReaderTests.Fixture("quartz.cif"))!, "*.cif")
            .Order()
            .Select(File.ReadAllText)
            .ToArray();
        var (read, refused) = (0, 0);
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < 3000; round++)
        {
            var random = new RandomSource(99, (ulong)round);
            var text = Mutate(texts[random.NextInt(texts.Length)], ref random);
            try
            {
                foreach (var structure in CifReader.Parse(text, "fuzz.cif"))
                    structure.Sites.ShouldAllBe(site => double.IsFinite(site.Position.X + site.Position.Y + site.Position.Z));
                read++;
            }
            catch (DataFormatException problem)
            {
                problem.Message.ShouldNotContain("\n");
                refused++;
            }
        }

        read.ShouldBeGreaterThan(100);
        refused.ShouldBeGreaterThan(300);
        clock.Elapsed.TotalSeconds.ShouldBeLessThan(60);
    }

    [Fact]
    public void JsonLines_MutatedText_ReadsOrSaysWhatIsWrong()
    {
        var text = StructureJsonLines.Format(CifReader.Read(CifReaderTests.Fixture("quartz.cif"))[0]);
        var refused = 0;
        for (var round = 0; round < 3000; round++)
        {
            var random = new RandomSource(7, (ulong)round);
            try
            {
                StructureJsonLines.Parse(Mutate(text, ref random), "fuzz.jsonl", 3);
            }
            catch (DataFormatException problem)
            {
                problem.Line.ShouldBe(3);
                refused++;
            }
        }

        refused.ShouldBeGreaterThan(300);
    }

    private static string Mutate(string text, ref RandomSource random)
    {
        var result = new StringBuilder(text);
        var changes = 1 + random.NextInt(4);
        for (var change = 0; change < changes; change++)
        {
            var at = random.NextInt(Math.Max(1, result.Length));
            switch (random.NextInt(5))
            {
                case 0:
                    result.Remove(at, Math.Min(random.NextInt(30), result.Length - at));
                    break;
                case 1:
                    result.Insert(at, Words[random.NextInt(Words.Length)]);
                    break;
                case 2 when result.Length > 0:
                    result[at] = (char)random.NextInt(256);
                    break;
                case 3:
                    result.Insert(at, " " + Words[random.NextInt(Words.Length)] + " ");
                    break;
                default:
                    result.Length = at;
                    break;
            }
        }

        return result.ToString();
    }
}
