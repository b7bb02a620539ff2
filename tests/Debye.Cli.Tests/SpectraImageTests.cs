using System.Buffers.Binary;
using System.IO.Compression;
using Debye.Io;

namespace Debye.Cli.Tests;

public sealed class SpectraImageTests(CliFixture cli) : IClassFixture<CliFixture>
{
    /// <summary>Twelve points over an axis in keV.</summary>
    private string Spectrum(string name = "line.csv")
    {
        File.WriteAllText(cli.At(name), "keV,counts\n" + string.Join('\n', Enumerable.Range(0, 12).Select(i => $"{i},{i * i}")) + "\n");
        return cli.At(name);
    }

    [Theory]
    [InlineData("gadf", 1)]
    [InlineData("gasf", 3)]
    public void Image_Png_HasThePixelsOfTheField(string field, int channels)
    {
        var (spectrum, png, npy) = (Spectrum(), cli.At(field + ".png"), cli.At(field + ".npy"));
        cli.Run(["spectra", "image", spectrum, "--field", field, "--size", "6", "--out", npy]).Code.ShouldBe(0);
        cli.Run([
                "spectra",
                "image",
                spectrum,
                "--field",
                field,
                "--size",
                "6",
                "--out",
                png,
                .. (string[])(channels == 3 ? ["--colour"] : []),
            ])
            .Code.ShouldBe(0);
        var array = NpyArray.Read(File.ReadAllBytes(npy), npy);
        array.Shape.ShouldBe([6, 6]);
        var values = Array.ConvertAll(array.Numbers.ToArray(), value => (float)value);
        (values[0], values[35]).ShouldBe(field == "gadf" ? (0, 0) : (1, 1));
        Pixels(File.ReadAllBytes(png), 6, 6, channels).ShouldBe(PngImage.Shades(values, channels == 3));
        Directory.GetFiles(cli.Folder, "*.part").ShouldBeEmpty();
    }

    [Fact]
    public void Shades_Ends_BlackWhiteBlueRed()
    {
        PngImage.Shades([-1, 0, 1, 2], inColour: false).ShouldBe([0, 128, 255, 255]);
        PngImage.Shades([-1, 0, 1], inColour: true).ShouldBe([0, 0, 255, 255, 255, 255, 255, 0, 0]);
        Should.Throw<ArgumentException>(() => PngImage.Write([1, 2, 3], 2, 2, 1));
    }

    [Fact]
    public void Image_BadData_OneLineAndCode1()
    {
        File.WriteAllText(
            cli.At("rows.csv"),
            string.Concat(Enumerable.Repeat(string.Join(',', Enumerable.Range(0, 12).Select(i => i % 5)) + "\n", 3))
        );
        foreach (
            var args in new string[][]
            {
                [cli.At("rows.csv")],
                [cli.At("rows.csv"), "--row", "4"],
                [cli.At("noise.txt")],
                [cli.At("missing.csv")],
            }
        )
        {
            var run = cli.Run(["spectra", "image", "--size", "4", .. args, "--out", cli.At("bad.png")]);
            run.Code.ShouldBe(1);
            run.Problems.ShouldHaveSingleItem().ShouldNotContain("   at ");
            File.Exists(cli.At("bad.png")).ShouldBeFalse();
        }

        cli.Run("spectra", "image", cli.At("rows.csv"), "--row", "2", "--size", "4", "--out", cli.At("second.png")).Code.ShouldBe(0);
        cli.Run("spectra", "image", Spectrum(), "--out", cli.At("large.png"))
            .Problems.ShouldHaveSingleItem()
            .ShouldContain("12 points; --size 224");
    }

    [Theory]
    [InlineData("--out", "x.jpg")]
    [InlineData("--out", "x.png", "--field", "mtf")]
    [InlineData("--out", "x.png", "--size", "1")]
    [InlineData("--size", "4")]
    public void Run_WrongUsage_IsOneLineAndCode2(params string[] args)
    {
        var run = cli.Run(["spectra", "image", "x.csv", .. args]);
        run.Code.ShouldBe(2);
        run.Problems.ShouldHaveSingleItem().ShouldNotContain("   at ");
    }

    /// <summary>Reads back what the writer wrote: chunks of known checksum, rows without filter.</summary>
    private static byte[] Pixels(byte[] png, int width, int height, int channels)
    {
        (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)), png[25]).ShouldBe(
            (width, height, (byte)(channels == 1 ? 0 : 2))
        );
        png[^12..].ShouldBe([0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82]);
        var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        using var zlib = new ZLibStream(new MemoryStream(png, 41, length), CompressionMode.Decompress);
        var rows = new byte[height * (1 + width * channels)];
        zlib.ReadExactly(rows);
        return [.. rows.Chunk(1 + width * channels).SelectMany(row => row.Skip(1))];
    }
}
