using Debye.Io;

namespace Debye.Tests.Io;

public class PngReaderTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 3, 3)]
    [InlineData(64, 41, 1)]
    public void Read_WhatWasWritten_IsTheSame(int width, int height, int channels)
    {
        var pixels = new byte[width * height * channels];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(i * 37);
        var read = PngReader.Read(PngImage.Write(pixels, width, height, channels), "test");
        (read.Width, read.Height, read.Channels).ShouldBe((width, height, channels));
        read.Pixels.ToArray().ShouldBe(pixels);
    }

    /// <summary>
    /// A 3 × 5 grey image of rows 10 20 35, each row with another filter: made by hand from the definition of the filters.
    /// </summary>
    [Fact]
    public void Read_EveryFilter_IsUndone()
    {
        byte[] filtered = [0, 10, 20, 35, 1, 10, 10, 15, 2, 0, 0, 0, 3, 5, 5, 8, 4, 0, 0, 0];
        var read = PngReader.Read(Image(filtered, 3, 5), "test");
        for (var r = 0; r < 5; r++)
            read.Pixels.Span.Slice(3 * r, 3).ToArray().ShouldBe([10, 20, 35], $"row {r}");
    }

    [Fact]
    public void Read_DamagedOrOther_SaysWhatIsWrong()
    {
        var good = PngImage.Write(new byte[12], 2, 2, 3);
        Should.Throw<DataFormatException>(() => PngReader.Read("GIF89a"u8, "test")).Message.ShouldContain("signature");
        for (var length = 0; length < good.Length - 1; length++)
            Should.Throw<DataFormatException>(() => PngReader.Read(good.AsSpan(0, length), "test"));
        foreach (var place in new[] { 20, 24, 25, 28, 45 })
        {
            var other = good.ToArray();
            other[place] ^= 1;
            Should.Throw<DataFormatException>(() => PngReader.Read(other, "test"));
        }

        Should.Throw<DataFormatException>(() => PngReader.Read(Image([5, 1, 2, 3], 3, 1), "test")).Message.ShouldContain("filter");
        Should.Throw<DataFormatException>(() => PngReader.Read(Image([0, 1, 2], 3, 1), "test")).Message.ShouldContain("damaged");
    }

    private static byte[] Image(byte[] filtered, int width, int height)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk("IHDR"u8, [0, 0, 0, (byte)width, 0, 0, 0, (byte)height, 8, 0, 0, 0, 0]);
        using var packed = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionMode.Compress))
            zlib.Write(filtered);
        Chunk("IDAT"u8, packed.ToArray());
        Chunk("IEND"u8, []);
        return file.ToArray();

        void Chunk(ReadOnlySpan<byte> name, byte[] content)
        {
            byte[] named = [.. name, .. content];
            var state = uint.MaxValue;
            foreach (var value in named)
            {
                state ^= value;
                for (var bit = 0; bit < 8; bit++)
                    state = (state & 1) != 0 ? state >> 1 ^ 0xEDB88320 : state >> 1;
            }

            file.Write([0, 0, (byte)(content.Length >> 8), (byte)content.Length]);
            file.Write(named);
            file.Write(BitConverter.GetBytes(~state).AsEnumerable().Reverse().ToArray());
        }
    }
}
