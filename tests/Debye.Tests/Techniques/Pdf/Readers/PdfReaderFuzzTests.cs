using System.Diagnostics;
using Debye.Numerics;
using Debye.Techniques.Pdf;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Tests.Techniques.Pdf.Readers;

/// <summary>Damaged and random input: a curve or a DataFormatException of one line, nothing else, soon, in little memory.</summary>
public sealed class PdfReaderFuzzTests
{
    [Fact]
    public void Read_MutatedFiles_NothingButDataFormatException()
    {
        var random = new RandomSource(79);
        var clock = Stopwatch.StartNew();
        var before = GC.GetTotalAllocatedBytes();
        var runs = 0;
        foreach (var (name, content) in PdfFixtures.All())
            for (var n = 0; n < 400; n++, runs++)
                Problem(Damage.Mutate(content, ref random), name).ShouldBeNull($"{name}, damage {n}");
        clock.Elapsed.TotalSeconds.ShouldBeLessThan(60);
        ((GC.GetTotalAllocatedBytes() - before) / runs).ShouldBeLessThan(5_000_000);
    }

    [Fact]
    public void Read_TruncatedFiles_NothingButDataFormatException()
    {
        foreach (var (name, content) in PdfFixtures.All())
            for (var length = 0; length < content.Length; length += 1 + length / 60)
                Problem(content[..length], name).ShouldBeNull($"{name} cut to {length} bytes");
    }

    [Fact]
    public void Read_RandomBytes_NothingButDataFormatException()
    {
        string[] heads =
        [
            "",
            "#### start data\n",
            "#L r G(r) dr dG(r)\n1 2 3 4\n",
            "Q (nm^-1)\nIntensity\n  10\n",
            "qmax = ",
            "a = b = c = ",
        ];
        Prop.ForAll<byte[]>(bytes =>
            {
                foreach (var head in heads)
                    Problem([.. System.Text.Encoding.Latin1.GetBytes(head), .. bytes ?? []], "random.gr").ShouldBeNull();
            })
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Read_LongLines_AreRefusedSoon()
    {
        var clock = Stopwatch.StartNew();
        Problem([.. "# "u8, .. Enumerable.Repeat((byte)'=', 15_000), (byte)'\n'], "equals.gr").ShouldBeNull();
        Should
            .Throw<DataFormatException>(() => PdfReader.Read(Enumerable.Repeat((byte)'1', 1_000_000).ToArray(), "long.gr"))
            .Message.ShouldContain("longer than");
        clock.Elapsed.TotalSeconds.ShouldBeLessThan(5);
    }

    /// <summary>
    /// What is wrong with the answer to an input; null for a curve of enough points or a complaint of one line. Other exceptions pass.
    /// </summary>
    private static string? Problem(byte[] content, string name)
    {
        try
        {
            return PdfReader.Read(content, name).Length < PdfReader.MinimumPoints ? "a curve of too few points" : null;
        }
        catch (DataFormatException error)
        {
            return error.Message.Contains('\n', StringComparison.Ordinal) ? "a complaint of several lines" : null;
        }
    }
}
