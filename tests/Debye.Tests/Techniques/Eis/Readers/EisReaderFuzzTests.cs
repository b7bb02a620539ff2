using System.Diagnostics;
using Debye.Numerics;
using Debye.Techniques.Eis;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Tests.Techniques.Eis.Readers;

/// <summary>Damaged and random input: spectra or a DataFormatException of one line, nothing else, soon, in little memory.</summary>
public sealed class EisReaderFuzzTests
{
    [Fact]
    public void Read_MutatedFiles_NothingButDataFormatException()
    {
        var random = new RandomSource(77);
        var clock = Stopwatch.StartNew();
        var before = GC.GetTotalAllocatedBytes();
        var runs = 0;
        foreach (var (name, content) in EisFixtures.All())
            for (var n = 0; n < 300; n++, runs++)
                Problem(Damage.Mutate(content, ref random), name).ShouldBeNull($"{name}, damage {n}");
        clock.Elapsed.TotalSeconds.ShouldBeLessThan(120);
        ((GC.GetTotalAllocatedBytes() - before) / runs).ShouldBeLessThan(20_000_000);
    }

    [Fact]
    public void Read_TruncatedFiles_NothingButDataFormatException()
    {
        foreach (var (name, content) in EisFixtures.All())
            for (var length = 0; length < content.Length; length += 1 + length / 60)
                Problem(content[..length], name).ShouldBeNull($"{name} cut to {length} bytes");
    }

    [Fact]
    public void Read_MutatedSheets_NothingButDataFormatException()
    {
        // Damage inside the XML, which damage of the archive seldom reaches.
        var random = new RandomSource(78);
        foreach (var name in (string[])["table.xlsx", "table.ods"])
        {
            var files = Unzip(File.ReadAllBytes(Path.Combine(EisFixtures.Folder, name)));
            for (var n = 0; n < 300; n++)
            {
                var damaged = files.ToArray();
                var at = random.NextInt(damaged.Length);
                damaged[at].Content = Damage.Mutate(damaged[at].Content, ref random);
                Problem(EisFixtures.Zip(damaged), name).ShouldBeNull($"{name}, damage {n}");
            }
        }
    }

    [Fact]
    public void Read_RandomBytes_NothingButDataFormatException()
    {
        string[] heads =
        [
            "",
            "EXPLAIN\nZCURVE\tTABLE\n",
            "EC-Lab ASCII FILE\nNb header lines : 3\n",
            "ZPLOT2\nFreq Z'(a) Z''(b)\n",
            "VERSION1\n5\n",
            "primary_data\n3\n",
            "RelaxIS\nData: Frequency\t",
            "{\"",
            "f,Z',Z''\n",
            "PK\u0003\u0004",
            "BIO-LOGIC MODULAR FILE",
        ];
        Prop.ForAll<byte[]>(bytes =>
            {
                foreach (var head in heads)
                    Problem([.. System.Text.Encoding.Latin1.GetBytes(head), .. bytes ?? []], "random.i2b").ShouldBeNull();
            })
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Read_HugeCounts_AreRefusedWithoutAllocating()
    {
        var mpr = File.ReadAllBytes(Path.Combine(EisFixtures.Folder, "biologic.mpr"));
        var at = mpr.AsSpan().IndexOf("VMP data  "u8) - 6 + 65;
        BitConverter.GetBytes(int.MaxValue).CopyTo(mpr, at);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<DataFormatException>(() => EisReader.Read(mpr, "huge.mpr")).Message.ShouldContain("do not fill");
        Should
            .Throw<DataFormatException>(() => EisReader.Read("x\n9999999\n1 2 3\n"u8.ToArray(), "huge.i2b"))
            .Message.ShouldContain("1 point");
        Should
            .Throw<DataFormatException>(() => EisReader.Read("VERSION8\n 9999999\n 1\n 1\n 2\n 3\n"u8.ToArray(), "huge.dfr"))
            .Message.ShouldContain("1 point");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10_000_000);
    }

    private static (string Name, byte[] Content)[] Unzip(byte[] archive)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(archive));
        return
        [
            .. zip.Entries.Select(entry =>
            {
                using var stream = entry.Open();
                var content = new MemoryStream();
                stream.CopyTo(content);
                return (entry.FullName, content.ToArray());
            }),
        ];
    }

    /// <summary>
    /// What is wrong with the answer to an input; null for spectra of enough points or a complaint of one line. Other exceptions pass.
    /// </summary>
    private static string? Problem(byte[] content, string name)
    {
        try
        {
            return EisReader.Read(content, name).Any(spectrum => spectrum.Length < EisReader.MinimumPoints)
                ? "a spectrum of too few points"
                : null;
        }
        catch (DataFormatException error)
        {
            return error.Message.Contains('\n', StringComparison.Ordinal) ? "a complaint of several lines" : null;
        }
    }
}
