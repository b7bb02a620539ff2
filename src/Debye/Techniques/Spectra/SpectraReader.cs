using Debye.Io;
using Debye.Techniques.Spectra.Readers;

namespace Debye.Techniques.Spectra;

/// <summary>
/// Reads spectra: gamma spectra (.SPE), Galactic .spc, JCAMP-DX, NumPy .npy, and text tables with one spectrum or many, all
/// compressed by gzip or not; and folders of .npy files. The content decides, not the file's extension.
/// </summary>
/// <remarks>
/// A falling axis is turned round, and <see cref="MaterialSpectrum.Notes"/> says so. Whatever is wrong with a file ends in a
/// <see cref="DataFormatException"/>.
/// </remarks>
public static class SpectraReader
{
    /// <summary>Fewest points of a spectrum that is accepted.</summary>
    public const int MinimumPoints = 10;

    /// <summary>Largest file that is read, bytes, packed or not.</summary>
    public const long MaximumBytes = 512L << 20;

    /// <summary>The one spectrum of a file.</summary>
    /// <exception cref="DataFormatException">The file cannot be read, or holds more than one spectrum.</exception>
    public static MaterialSpectrum Read(string path)
    {
        var all = ReadAll(path);
        return all.Count == 1 ? all[0] : throw new DataFormatException(path, 0, $"holds {all.Count} spectra where one is expected.");
    }

    /// <summary>Every spectrum of a file, in its order, or of a folder with x_000000000.npy, x_000000001.npy, … and y.npy.</summary>
    /// <exception cref="DataFormatException">It cannot be read, or holds no spectrum.</exception>
    public static IReadOnlyList<MaterialSpectrum> ReadAll(string path) =>
        Directory.Exists(path) ? NpyFolder.Read(path) : ReadAll(WholeFile.Read(path, MaximumBytes), path);

    /// <summary>Whether a folder holds spectra as .npy files with their labels, so that it is read as one set.</summary>
    /// <param name="folder">An existing folder.</param>
    public static bool IsFolderOfArrays(string folder) => Directory.EnumerateFiles(folder, "x_*.npy").Any();

    /// <summary>Every spectrum of a stream.</summary>
    /// <param name="stream">Read to its end.</param>
    /// <param name="name">Name for messages and <see cref="MaterialSpectrum.Source"/>.</param>
    /// <exception cref="DataFormatException">The content cannot be read, or holds no spectrum.</exception>
    public static IReadOnlyList<MaterialSpectrum> ReadAll(Stream stream, string name) =>
        ReadAll(WholeFile.Read(stream, name, MaximumBytes), name);

    /// <summary>Every spectrum of a file's content.</summary>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="name">Name for messages and <see cref="MaterialSpectrum.Source"/>.</param>
    /// <exception cref="DataFormatException">The content cannot be read, or holds no spectrum.</exception>
    public static IReadOnlyList<MaterialSpectrum> ReadAll(ReadOnlyMemory<byte> content, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var bytes = SafeGzip.Unpack(content, name, MaximumBytes).Span;
        if (bytes.IsEmpty)
            throw new DataFormatException(name, 0, "the file is empty.");
        if (NpyArray.Is(bytes))
            return NpyFolder.Rows(NpyArray.Read(bytes, name), name);
        if (SpcReader.Is(bytes))
            return SpcReader.Read(bytes, name);
        var lines = TextLines.Split(bytes);
        if (JcampDx.Is(lines))
            return JcampSpectra.Read(lines, name);
        return GammaSpeReader.Is(lines) ? [GammaSpeReader.Read(lines, name)] : SpectrumTable.Read(lines, name);
    }
}
