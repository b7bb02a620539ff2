namespace Debye.Learning.Data;

/// <summary>How originals become the file that recipes read.</summary>
public enum DataConverter
{
    /// <summary>The original is the file.</summary>
    None,

    /// <summary>NAME_TRAIN.tsv and NAME_TEST.tsv, label first, become one table: split, label, t0, …; digits stay as they are.</summary>
    TabSeparatedParts,

    /// <summary>Crystals of a .tar.gz archive or a folder of .cif files become JSON lines, with the space group found at 0.01 Å.</summary>
    CifArchive,

    /// <summary>The table of labelled spectra of the AutoECM benchmark becomes JSON lines.</summary>
    AutoEcmSpectra,
}
