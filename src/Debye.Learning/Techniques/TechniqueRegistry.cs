using System.Collections.Immutable;

namespace Debye.Learning.Techniques;

/// <summary>The techniques of a program.</summary>
/// <param name="modules">One for each; their ids differ.</param>
public sealed class TechniqueRegistry(ImmutableArray<TechniqueModule> modules)
{
    /// <summary>The techniques of this version.</summary>
    public static TechniqueRegistry All { get; } =
        new([new Xrd.XrdModule(), new Pdf.PdfModule(), new Eis.EisModule(), new Crystal.CrystalModule(), new Spectra.SpectraModule()]);

    /// <summary>The techniques, in the order of help pages.</summary>
    public ImmutableArray<TechniqueModule> Modules { get; } = modules;

    /// <summary>The technique with an id, such as "xrd"; null if there is none.</summary>
    public TechniqueModule? Find(string id) => Modules.FirstOrDefault(module => module.Technique.Id == id);
}
