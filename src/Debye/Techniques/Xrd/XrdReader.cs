using Debye.Io;
using Debye.Spectra;
using Debye.Techniques.Xrd.Readers;

namespace Debye.Techniques.Xrd;

/// <summary>
/// Reads powder patterns: two-column text, Bruker .raw and .brml, PANalytical .xrdml, GSAS and JCAMP-DX.
/// The content decides, not the file's extension.
/// </summary>
/// <remarks>
/// Angles are degrees 2θ unless the file says Q or d. A wavelength is passed on where the file states one (Kα1 of a
/// doublet). Whatever is wrong with a file ends in a <see cref="DataFormatException"/> that names file and line.
/// </remarks>
public static class XrdReader
{
    /// <summary>Fewest points of a scan that is accepted.</summary>
    public const int MinimumPoints = 10;

    /// <summary>Largest file that is read, bytes.</summary>
    public const long MaximumBytes = 512L << 20;

    /// <summary>The scan with the most points of a file.</summary>
    /// <exception cref="DataFormatException">The file cannot be read, or holds no scan over 2θ, Q or d.</exception>
    public static Spectrum Read(string path) => ReadAll(path).MaxBy(scan => scan.Length)!;

    /// <summary>Every scan of a file, in its order.</summary>
    /// <inheritdoc cref="Read(string)"/>
    public static IReadOnlyList<Spectrum> ReadAll(string path) => ReadAll(WholeFile.Read(path, MaximumBytes), path);

    /// <summary>Every scan of a stream.</summary>
    /// <param name="stream">Read to its end.</param>
    /// <param name="name">Name for messages and <see cref="Spectrum.Source"/>.</param>
    /// <exception cref="DataFormatException">The content cannot be read, or holds no scan.</exception>
    public static IReadOnlyList<Spectrum> ReadAll(Stream stream, string name) => ReadAll(WholeFile.Read(stream, name, MaximumBytes), name);

    /// <summary>Every scan of a file's content.</summary>
    /// <inheritdoc cref="ReadAll(Stream, string)"/>
    public static IReadOnlyList<Spectrum> ReadAll(ReadOnlyMemory<byte> content, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (content.IsEmpty)
            throw new DataFormatException(name, 0, "the file is empty.");
        return Scans(content, name).ConvertAll(scan => scan.ToSpectrum(name));
    }

    private static List<ScanData> Scans(ReadOnlyMemory<byte> content, string name)
    {
        var bytes = content.Span;
        if (BrukerRawReader.Is(bytes))
            return BrukerRawReader.Read(bytes, name);
        if (bytes.StartsWith("PK"u8))
            return BrukerBrmlReader.Read(new MemoryStream(content.ToArray()), name);
        if (LooksLikeXml(bytes))
            return XrdmlReader.Read(new MemoryStream(content.ToArray()), name);
        var lines = TextLines.Split(bytes);
        if (JcampDx.Is(lines))
            return JcampReader.Read(lines, name);
        return GsasReader.Is(lines) ? GsasReader.Read(lines, name) : [TwoColumnReader.Read(lines, name)];
    }

    private static bool LooksLikeXml(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            bytes = bytes[2..];
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        foreach (var b in bytes)
        {
            if (b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0)
                continue;
            return b == (byte)'<';
        }

        return false;
    }
}
