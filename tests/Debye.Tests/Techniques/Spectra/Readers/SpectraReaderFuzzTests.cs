using System.Diagnostics;
using Debye.Numerics;
using Debye.Techniques.Spectra;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Tests.Techniques.Spectra.Readers;

/// <summary>Damaged and random input: spectra or a DataFormatException of one line, nothing else, soon, in little memory.</summary>
public sealed class SpectraReaderFuzzTests
{
    [Fact]
    public void ReadAll_MutatedFiles_NothingButDataFormatException()
    {
        var random = new RandomSource(83);
        var clock = Stopwatch.StartNew();
        var before = GC.GetTotalAllocatedBytes();
        var runs = 0;
        foreach (var (name, content) in SpectraFixtures.All())
            for (var n = 0; n < 400; n++, runs++)
                Problem(Damage.Mutate(content, ref random), name).ShouldBeNull($"{name}, damage {n}");
        clock.Elapsed.TotalSeconds.ShouldBeLessThan(60);
        ((GC.GetTotalAllocatedBytes() - before) / runs).ShouldBeLessThan(20_000_000);
    }

    [Fact]
    public void ReadAll_TruncatedFiles_NothingButDataFormatException()
    {
        foreach (var (name, content) in SpectraFixtures.All())
            for (var length = 0; length < content.Length; length += 1 + length / 50)
                Problem(content[..length], name).ShouldBeNull($"{name}, {length} bytes");
    }

    [Fact]
    public void ReadAll_RandomBytes_NothingButDataFormatException() =>
        Prop.ForAll<byte[]>(bytes => Problem(bytes ?? [], "random") is null).QuickCheckThrowOnFailure();

    [Fact]
    public void ReadAll_HugeCounts_AreRefusedWithoutAllocating()
    {
        var spc = SpcWriter.Even(SpectraFixtures.Values, 0);
        BitConverter.GetBytes(int.MaxValue).CopyTo(spc, 4);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<DataFormatException>(() => SpectraReader.ReadAll(spc, "huge.spc")).Message.ShouldContain("cut off");
        Should
            .Throw<DataFormatException>(() =>
                SpectraReader.ReadAll(SpectraFixtures.Utf8(SpectraFixtures.Gamma("", "0 4000000")), "huge.spe")
            )
            .Message.ShouldContain("cut off");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10_000_000);
    }

    /// <summary>What is wrong with the answer to some content; null where nothing is.</summary>
    private static string? Problem(byte[] content, string name)
    {
        try
        {
            return SpectraReader.ReadAll(content, name).All(spectrum => spectrum.Length >= SpectraReader.MinimumPoints)
                ? null
                : "too few points";
        }
        catch (DataFormatException error)
        {
            return error.Message.Contains('\n', StringComparison.Ordinal) ? "a message of several lines" : null;
        }
    }
}
