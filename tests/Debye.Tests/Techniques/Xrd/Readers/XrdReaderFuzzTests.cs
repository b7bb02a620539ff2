using System.Diagnostics;
using Debye.Numerics;
using Debye.Techniques.Xrd;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Tests.Techniques.Xrd.Readers;

/// <summary>Damaged and random input: a spectrum or a DataFormatException of one line, nothing else, soon, in little memory.</summary>
public sealed class XrdReaderFuzzTests
{
    [Fact]
    public void ReadAll_MutatedFiles_NothingButDataFormatException()
    {
        var random = new RandomSource(99);
        var clock = Stopwatch.StartNew();
        var before = GC.GetTotalAllocatedBytes();
        var runs = 0;
        foreach (var (name, content) in SampleFiles.All())
            for (var n = 0; n < 400; n++, runs++)
                ShouldReadOrRefuse(Damage.Mutate(content, ref random), name);
        clock.Elapsed.TotalSeconds.ShouldBeLessThan(60);
        ((GC.GetTotalAllocatedBytes() - before) / runs).ShouldBeLessThan(20_000_000);
    }

    [Fact]
    public void ReadAll_TruncatedFiles_NothingButDataFormatException()
    {
        foreach (var (name, content) in SampleFiles.All())
            for (var length = 0; length < content.Length; length += 1 + length / 50)
                ShouldReadOrRefuse(content[..length], name);
    }

    [Fact]
    public void ReadAll_RandomBytes_NothingButDataFormatException() =>
        Prop.ForAll<byte[]>(bytes => ShouldReadOrRefuse(bytes ?? [], "random")).QuickCheckThrowOnFailure();

    [Fact]
    public void ReadAll_HugeCounts_AreRefusedWithoutAllocating()
    {
        var raw = SampleFiles.Raw3();
        BitConverter.GetBytes(int.MaxValue).CopyTo(raw, 716);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<DataFormatException>(() => XrdReader.ReadAll(raw, "huge.raw")).Message.ShouldContain("cut off");
        Should.Throw<DataFormatException>(() => XrdReader.ReadAll("BANK 1 2000000000 1 CONST 500 2\n 1   100\n"u8.ToArray(), "huge.gsa"));
        Should.Throw<DataFormatException>(() =>
            XrdReader.ReadAll(System.Text.Encoding.UTF8.GetBytes(SampleFiles.Jcamp("(X++(Y..Y))", "10A00Z99999999999")), "huge.jdx")
        );
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10_000_000);
    }

    private static void ShouldReadOrRefuse(byte[] content, string name)
    {
        try
        {
            foreach (var scan in XrdReader.ReadAll(content, name))
                scan.Length.ShouldBeGreaterThanOrEqualTo(XrdReader.MinimumPoints);
        }
        catch (DataFormatException error)
        {
            error.Message.ShouldNotContain('\n');
        }
    }
}
